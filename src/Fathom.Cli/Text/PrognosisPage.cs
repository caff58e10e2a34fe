using Fathom.Lab.Training;
using Fathom.Prognoses;
using Fathom.Recipes;
using Spectre.Console;

namespace Fathom.Cli.Text;

/// <summary>A prognosis for a reader: the expected depth chart, the answers, what would help, and where theory does not hold.</summary>
static class PrognosisPage
{
    const int MostReservations = 8;
    const int MostPartings = 3;

    public static void Write(Page page, Recipe recipe, Prognosis prognosis, bool full)
    {
        page.Line((" " + recipe.Name, Page.Strong), ("   at initialisation, by mean-field theory: no data, no training", Page.Plain));
        page.Blank();
        if (prognosis.Ledger.Links.Count > 0)
        {
            new DepthChart(page, prognosis.Ledger, full).Write();
            if (double.IsFinite(prognosis.TotalDecades.Middle)) page.Line($" over seeds, at these widths: {Range(prognosis.TotalDecades)}");
            page.Blank();
        }

        foreach (var answer in prognosis.Answers) page.Prose(" - ", answer);
        if (prognosis.Suggestions.Count > 0)
        {
            page.Blank();
            page.Line(" what would help", Page.Strong);
            for (var index = 0; index < prognosis.Suggestions.Count; index++)
            {
                var suggestion = prognosis.Suggestions[index];
                page.Prose($"   {index + 1}. ", $"{suggestion.Change}: {Number.Decades(suggestion.TotalDecades, 1)} decades then.");
            }
        }

        WriteReservations(page, prognosis);
    }

    /// <summary>What theory expected of the first step, beside what was measured there.</summary>
    public static void WriteBeside(Page page, Examination examination)
    {
        if (examination.Prognosis is not { Left.Count: > 0 } prognosis || examination.History.First is not { Step: 1, Ledger.Links.Count: > 0 } first) return;
        var comparison = Comparison.Of(prognosis, first.Ledger);
        var decades = Number.Decades(first.Ledger.TotalDecades, 1);
        if (!double.IsFinite(prognosis.TotalDecades.Middle))
        {
            page.Prose(" ", $"{decades} measured at step 1; theory expects that nothing is left (fathom predict says where).", Page.Faint);
            return;
        }

        var measured = $"{decades} measured at step 1, {Range(prognosis.TotalDecades)} expected by theory";
        if (prognosis.Reservations.Count > 0)
            page.Prose(" ", $"{measured}, which does not fully hold here (fathom predict says where).", Page.Faint);
        else if (comparison.Partings.Count == 0)
            page.Prose(" ", measured + ".", Page.Faint);
        else
            WritePartings(page, measured, comparison.Partings);
    }

    static void WritePartings(Page page, string measured, IReadOnlyList<Parting> partings)
    {
        page.Prose(" ", measured + ": they part. Are the weights initialised as the recipe says?", new Style(Color.Yellow));
        foreach (var parting in partings.Take(MostPartings))
            page.Line($"   behind {parting.Name}: {Number.PowerOfTen(parting.Measured)} left, expected {Number.PowerOfTen(parting.Expected.Low)} to {Number.PowerOfTen(parting.Expected.High)}");
        if (partings.Count > MostPartings) page.Line($"   and behind {Number.Whole(partings.Count - MostPartings)} more.");
    }

    /// <summary>"-17.4 to -16.6 decades".</summary>
    public static string Range(Band band) => $"{Number.Decades(band.Low, 1)} to {Number.Decades(band.High, 1)} decades";

    static void WriteReservations(Page page, Prognosis prognosis)
    {
        if (prognosis.Reservations.Count == 0) return;
        page.Blank();
        page.Line(" where theory does not hold", new Style(Color.Yellow, decoration: Decoration.Bold));
        foreach (var reservation in prognosis.Reservations.Take(MostReservations)) page.Prose(" - ", reservation.ToString());
        if (prognosis.Reservations.Count > MostReservations)
            page.Line($"   and {Number.Whole(prognosis.Reservations.Count - MostReservations)} more; --json - has all.");
    }
}
