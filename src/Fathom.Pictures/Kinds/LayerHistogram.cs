using Fathom.Ledger;
using Fathom.Pictures.Drawing;
using Fathom.Runs;
using Fathom.Statistics;

namespace Fathom.Pictures.Kinds;

/// <summary>How large one layer's numbers were, over time: decades up, steps to the right, colour for the share of the numbers.</summary>
static class LayerHistogram
{
    const string PictureId = "histogram";

    public static Picture Draw(RunView view, string layer, HistogramOf what, Scheme scheme, int mostCells)
    {
        var title = $"{(what == HistogramOf.Gradient ? "Gradients" : what == HistogramOf.Activation ? "Activations" : "Weights")} of {layer} by size";
        var columns = StepColumn.Of([.. view.Readings.Where(block => Summary(block, layer, what) is not null)], Math.Clamp(mostCells / 24, 12, 400));
        if (columns.Count == 0) return Blank.Picture(PictureId, title, $"No reading of this run holds {$"{what}".ToLowerInvariant()}s of {layer}.", scheme);

        var sums = columns.Select(column => column.Blocks.Select(block => Summary(block, layer, what)!).Aggregate((left, right) => left + right)).ToList();
        var decades = sums.Select(sum => sum.Exponents.ByDecade()).ToList();
        var seen = decades.SelectMany(column => column).Where(decade => decade.Count > 0).Select(decade => decade.Exponent).ToList();
        var (low, high) = seen.Count == 0 ? (0, -1) : (seen.Min(), seen.Max());

        // From the bottom: exactly zero, the decades, not finite.
        var rows = new List<string> { "exactly 0" };
        for (var exponent = low; exponent <= high; exponent++) rows.Add($"1e{exponent}");
        rows.Add(Say.NotFinite);
        var shares = sums.Select((sum, column) => Shares(sum, decades[column], low, rows.Count)).ToList();

        return new Picture
        {
            Id = PictureId,
            Title = title,
            Description = Sentence(layer, what, sums[^1], shares[^1], rows),
            Option = Option(Palette.Of(scheme), rows, columns, shares),
            Table = Table(rows, columns, shares),
            Height = Height(rows.Count),
            Cap = columns.Count < view.Readings.Count ? $"Drawn in {columns.Count} columns for {view.Readings.Count} readings; the counts of a column are added up." : "",
        };
    }

    static TensorSummary? Summary(ReadingBlock block, string layer, HistogramOf what)
    {
        var summaries = what == HistogramOf.Weight
            ? block.Parameters.Where(parameter => string.Equals(LayerProfile.Owner(parameter.Name), layer, StringComparison.Ordinal)).Select(parameter => parameter.Value)
            : block.Places.Where(place => string.Equals(place.Name, layer, StringComparison.Ordinal)).Select(place => what == HistogramOf.Gradient ? place.Gradient : place.Activation);
        return summaries.Where(summary => summary is { Count: > 0 }).Aggregate((TensorSummary?)null, (sum, next) => sum is null ? next : sum + next!);
    }

    static double[] Shares(TensorSummary sum, IReadOnlyList<Decade> decades, int low, int rows)
    {
        var shares = new double[rows];
        shares[0] = sum.ShareOfZeros;
        foreach (var decade in decades.Where(decade => decade.Count > 0)) shares[1 + decade.Exponent - low] += decade.Count / sum.Count;
        shares[^1] = (double)(sum.Count - sum.Finite) / sum.Count;
        return shares;
    }

    static string Sentence(string layer, HistogramOf what, TensorSummary last, double[] shares, List<string> rows)
    {
        var fullest = Enumerable.Range(0, rows.Count).MaxBy(row => shares[row]);
        var text = new List<string> { $"At the last reading most {$"{what}".ToLowerInvariant()}s of {layer} ({100 * shares[fullest]:0} %) are {(fullest == 0 || fullest == rows.Count - 1 ? rows[fullest] : $"of the decade {rows[fullest]}")}." };
        if (last.Finite > last.Zeros) text.Add($"The others but zeros reach from {Say.Number(last.SmallestMagnitude)} to {Say.Number(last.LargestMagnitude)}.");
        if (last.Zeros > 0 && fullest != 0) text.Add($"{100 * shares[0]:0.#} % are exactly 0.");
        if (last.HasNonFinite && fullest != rows.Count - 1) text.Add($"{100 * shares[^1]:0.#} % are not finite.");
        return string.Join(' ', text);
    }

    static string Option(Palette palette, List<string> rows, IReadOnlyList<StepColumn> columns, List<double[]> shares) => Charts.Json(new
    {
        animation = false,
        tooltip = Charts.Tooltip(palette, tip: "cell"),
        grid = Charts.Grid(top: 44),
        xAxis = Charts.StepAxis(palette, columns[0].From, columns[^1].To),
        yAxis = Charts.NameAxis(palette, "", rows, upright: false, interval: Charts.Interval(rows.Count, Height(rows.Count) - 100)),
        visualMap = Charts.ColourScale(palette, (0, 100), "0 %", "100 % of the numbers"),
        series = new[]
        {
            new
            {
                type = "custom", name = "share in percent", renderItem = "fathom-cell", progressive = 0, clip = true, encode = Charts.Cells,
                // Column by column: what a run adds stands at the end, and a viewer who has the rest gets only that.
                data = columns.SelectMany((column, at) => Enumerable.Range(0, rows.Count).Select(row => new[] { column.From, column.To, row, Math.Round(100 * shares[at][row], 1) })).Where(cell => cell[3] > 0),
            },
        },
    });

    static int Height(int rows) => Math.Clamp(130 + 16 * rows, 220, 640);

    static PictureTable Table(List<string> rows, IReadOnlyList<StepColumn> columns, List<double[]> shares)
    {
        var shown = Spread.Of([.. Enumerable.Range(0, columns.Count)], 8);
        return new(
            ["size", .. shown.Select(column => $"% at step {columns[column].From}")],
            [.. Enumerable.Range(0, rows.Count).Reverse().Select(row => (IReadOnlyList<string>)[rows[row], .. shown.Select(column => Say.Number(Math.Round(100 * shares[column][row], 2)))])]);
    }
}
