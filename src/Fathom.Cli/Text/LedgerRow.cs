using Fathom.Ledger;

namespace Fathom.Cli.Text;

/// <summary>One line of a depth chart: a link, or a run of links that repeat the ones above.</summary>
/// <param name="First">The index of the first link.</param>
/// <param name="Count">How many links the line stands for.</param>
/// <param name="Period">How many links make one repetition; 0 for a single link.</param>
readonly record struct LedgerRow(int First, int Count, int Period)
{
    public bool IsFold => Period > 0;

    public int Last => First + Count - 1;

    public static IReadOnlyList<LedgerRow> All(ChainLedger ledger) =>
        [.. Enumerable.Range(0, ledger.Links.Count).Select(index => new LedgerRow(index, 1, 0))];
}
