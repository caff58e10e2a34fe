using Fathom.Runs;

namespace Fathom.Store.Exports;

/// <summary>Numbers by tag, one row per block of steps.</summary>
static class ScalarTable
{
    public static ExportTable Of(RunView run) => ExportTable.Of(
        "scalars",
        from series in run.Scalars.OrderBy(series => series.Key, StringComparer.Ordinal)
        from block in series.Value
        select (Tag: series.Key, Block: block),
        ("tag", typeof(string), row => row.Tag),
        ("firstStep", typeof(long), row => row.Block.FirstStep),
        ("lastStep", typeof(long), row => row.Block.LastStep),
        ("count", typeof(long), row => row.Block.Values.Count),
        ("last", typeof(double), row => row.Block.Last),
        ("mean", typeof(double), row => ExportTable.Where(row.Block.Values.Finite > 0, row.Block.Mean)),
        ("minimum", typeof(double), row => ExportTable.Where(row.Block.Values.Finite > 0, row.Block.Values.Minimum)),
        ("maximum", typeof(double), row => ExportTable.Where(row.Block.Values.Finite > 0, row.Block.Values.Maximum)),
        ("nonFinite", typeof(long), row => row.Block.Values.Count - row.Block.Values.Finite));
}
