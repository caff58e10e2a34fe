using Fathom.Lab.Cures;
using Fathom.Lab.Trials;
using Fathom.Ledger;

namespace Fathom.Cli.Text;

/// <summary>The evidence of a cure: ledgers side by side, learning curves, held-out errors with their spread.</summary>
static class CureEvidence
{
    const int MostLedgerRows = 12;
    const int CurvePoints = 6;
    const int NameWidth = 16;

    public static void WriteLedgers(Page page, ChainLedger before, ChainLedger after)
    {
        page.Line(" Decades of the gradient that are left behind each link, before and after", Page.Strong);
        var rows = Math.Min(MostLedgerRows, Math.Max(before.Links.Count, after.Links.Count));
        for (var row = 0; row < rows; row++)
            page.Line($"   {Cell(before, row, rows)}    {Cell(after, row, rows)}");
        page.Prose("   before  ", DepthChart.Sum(before));
        page.Prose("   after   ", DepthChart.Sum(after));
    }

    public static void WriteCurves(Page page, Trial before, Trial after)
    {
        page.Line(" Loss over the steps, before and after", Page.Strong);
        var steps = Steps(Math.Max(before.Steps, after.Steps)).ToList();
        page.Line("   step    " + string.Concat(steps.Select(step => Number.Whole(step).PadLeft(10))), Page.Faint);
        page.Line("   before  " + string.Concat(steps.Select(step => LossAt(before, step).PadLeft(10))));
        page.Line("   after   " + string.Concat(steps.Select(step => LossAt(after, step).PadLeft(10))));
    }

    public static void WriteHeldOut(Page page, Proof proof)
    {
        var metric = proof.Metric == Metric.Loss ? "loss" : "share classified wrongly";
        page.Line($" Held-out {metric} after {Number.Whole(proof.Steps)} steps, before and after", Page.Strong);
        foreach (var pair in proof.Pairs)
            page.Line($"   seed {Number.Whole(pair.Seed),-8} {Number.Loss(pair.Untreated),12} {page.Glyphs.Arrow} {Number.Loss(pair.Treated),-12}");
        page.Line($"   mean {"",-8} {Spread(proof.Pairs.Select(pair => pair.Untreated)),12} {page.Glyphs.Arrow} {Spread(proof.Pairs.Select(pair => pair.Treated)),-12}");
        page.Prose("   ", proof.Reason, Page.Faint);
    }

    static string Cell(ChainLedger ledger, int row, int rows)
    {
        if (ledger.Links.Count == 0) return new string(' ', NameWidth + 9);
        // Rows stand for the same share of the way in both networks, however many links each has.
        var index = rows == 1 ? 0 : (int)Math.Round((double)row * (ledger.Links.Count - 1) / (rows - 1));
        var left = ledger.DecadesLeft(index);
        var name = ledger.Links[index].Name;
        return $"{(name.Length > NameWidth ? "~" + name[^(NameWidth - 1)..] : name).PadRight(NameWidth)} {(double.IsNaN(left) ? "-" : Number.Decades(left, 1)),8}";
    }

    static IEnumerable<long> Steps(long last) =>
        Enumerable.Range(0, CurvePoints).Select(point => Math.Max(1, (long)Math.Round((double)point * last / (CurvePoints - 1)))).Distinct();

    static string LossAt(Trial trial, long step) => step > trial.Steps ? "ended" : double.IsFinite(trial.Losses[(int)step - 1]) ? Number.Loss(trial.Losses[(int)step - 1]) : "no number";

    static string Spread(IEnumerable<double> values)
    {
        var numbers = values.ToList();
        if (numbers.Exists(number => !double.IsFinite(number))) return "lost";
        var mean = numbers.Average();
        var deviation = numbers.Count < 2 ? 0 : Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / (numbers.Count - 1));
        return $"{Number.Loss(mean)} ({Number.Loss(deviation)})";
    }
}
