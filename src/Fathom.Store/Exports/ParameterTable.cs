using Fathom.Runs;

namespace Fathom.Store.Exports;

/// <summary>What was seen of every parameter, one row per parameter and block of readings.</summary>
static class ParameterTable
{
    public static ExportTable Of(RunView run) => ExportTable.Of(
        "parameters",
        run.Readings.SelectMany(block => block.Parameters.Select(parameter => (Block: block, Parameter: parameter))),
        ("firstStep", typeof(long), row => row.Block.FirstStep),
        ("lastStep", typeof(long), row => row.Block.LastStep),
        ("readings", typeof(long), row => row.Block.Count),
        ("parameter", typeof(string), row => row.Parameter.Name),
        ("gradientNorm", typeof(double), row => ExportTable.Where(row.Parameter.GradientCount > 0, row.Parameter.GradientNorm)),
        ("gradientLargest", typeof(double), row => LayerTable.Of(row.Parameter.Gradient, summary => summary.LargestMagnitude)),
        ("gradientZeros", typeof(double), row => LayerTable.Of(row.Parameter.Gradient, summary => summary.ShareOfZeros)),
        ("gradientNonFinite", typeof(long), row => LayerTable.NonFinite(row.Parameter.Gradient)),
        ("weightSize", typeof(double), row => LayerTable.Of(row.Parameter.Value, summary => summary.RootMeanSquare)),
        ("weightLargest", typeof(double), row => LayerTable.Of(row.Parameter.Value, summary => summary.LargestMagnitude)),
        ("weightNonFinite", typeof(long), row => LayerTable.NonFinite(row.Parameter.Value)),
        ("updateRatio", typeof(double), row => ExportTable.Where(row.Parameter.UpdateCount > 0, row.Parameter.UpdateRatio)));
}
