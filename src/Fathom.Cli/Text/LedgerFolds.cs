using Fathom.Ledger;

namespace Fathom.Cli.Text;

/// <summary>Shortens a long ledger: of layers that repeat, the first and the last repetition stay.</summary>
static class LedgerFolds
{
    const int LongestPeriod = 24;
    const int FewestRepetitions = 4;

    public static IReadOnlyList<LedgerRow> Of(ChainLedger ledger)
    {
        var shapes = ledger.Links.Select(Shape).ToArray();
        var rows = new List<LedgerRow>();
        for (var index = 0; index < shapes.Length;)
        {
            var (period, repetitions) = Repetition(shapes, index);
            if (period == 0)
            {
                rows.Add(new(index++, 1, 0));
                continue;
            }

            var folded = (repetitions - 2) * period;
            rows.AddRange(Singles(index, period));
            rows.Add(new(index + period, folded, period));
            rows.AddRange(Singles(index + period + folded, period));
            index += repetitions * period;
        }

        return rows;
    }

    static IEnumerable<LedgerRow> Singles(int first, int count) =>
        Enumerable.Range(first, count).Select(index => new LedgerRow(index, 1, 0));

    static (int Period, int Repetitions) Repetition(string[] shapes, int start)
    {
        var best = (Period: 0, Repetitions: 0);
        for (var period = 1; period <= LongestPeriod && start + period * FewestRepetitions <= shapes.Length; period++)
        {
            var same = 0;
            while (start + period + same < shapes.Length && shapes[start + same] == shapes[start + period + same]) same++;
            var repetitions = 1 + same / period;
            if (repetitions >= FewestRepetitions && repetitions * period > best.Repetitions * best.Period)
                best = (period, repetitions);
        }

        return best;
    }

    // Layers repeat when they differ in their numbers only. A link that ends the ledger is like no other.
    static string Shape(Link link) =>
        link.Counts ? $"{link.Kind} {link.Ways.Count} {string.Concat(link.Name.Where(letter => !char.IsAsciiDigit(letter)))}" : $"end {link.Name}";
}
