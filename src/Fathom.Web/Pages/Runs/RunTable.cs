using Fathom.Runs;

namespace Fathom.Web.Pages.Runs;

/// <summary>The rows of the table of runs in the order that the viewer chose.</summary>
static class RunTable
{
    public static IReadOnlyList<RunRow> Of(IReadOnlyList<RunEntry> entries, RunOrder order, bool descending)
    {
        var rows = entries.Select(entry => new RunRow(entry)).ToList();
        IEnumerable<RunRow> sorted = order switch
        {
            RunOrder.Name => Sorted(rows, row => row.Name, descending, StringComparer.OrdinalIgnoreCase),
            RunOrder.Status => Sorted(rows, row => row.Entry.Status, descending),
            RunOrder.Steps => Sorted(rows, row => row.Entry.Step, descending),
            RunOrder.Loss => Numbers(rows, row => row.Entry.Loss, descending),
            RunOrder.HeldOut => Numbers(rows, row => row.Entry.HeldOutLoss, descending),
            RunOrder.Worst => Sorted(rows, row => row.Entry.WorstSeverity is { } worst ? (int)worst : -1, descending),
            _ => Sorted(rows, row => row.Entry.Manifest.Started, descending),
        };
        return [.. sorted];
    }

    static IOrderedEnumerable<RunRow> Sorted<T>(List<RunRow> rows, Func<RunRow, T> by, bool descending, IComparer<T>? comparer = null) =>
        descending ? rows.OrderByDescending(by, comparer) : rows.OrderBy(by, comparer);

    // Runs without the number stand last either way: they are not the smallest, they are not in the race.
    static IOrderedEnumerable<RunRow> Numbers(List<RunRow> rows, Func<RunRow, double> by, bool descending)
    {
        var known = rows.OrderBy(row => double.IsNaN(by(row)));
        return descending ? known.ThenByDescending(by) : known.ThenBy(by);
    }
}
