using Fathom.Runs;

namespace Fathom.Store.Exports;

/// <summary>The links of the chain rule from the loss back, one row per link and block of readings.</summary>
static class LedgerTable
{
    public static ExportTable Of(RunView run) => ExportTable.Of(
        "ledger",
        run.Readings.SelectMany(block => block.Links.Select((link, position) => (Block: block, Link: link, Position: position))),
        ("firstStep", typeof(long), row => row.Block.FirstStep),
        ("lastStep", typeof(long), row => row.Block.LastStep),
        ("readings", typeof(long), row => row.Block.Count),
        ("position", typeof(long), row => (long)row.Position),
        ("link", typeof(string), row => row.Link.Name),
        ("kind", typeof(string), row => row.Link.Kind.ToString().ToLowerInvariant()),
        ("counted", typeof(long), row => row.Link.Count),
        ("ended", typeof(long), row => row.Link.Ended),
        ("decades", typeof(double), row => ExportTable.Where(row.Link.Count > 0, row.Link.Decades)));
}
