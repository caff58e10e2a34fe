using Fathom.Runs;
using Fathom.Statistics;

namespace Fathom.Store.Exports;

/// <summary>What was seen at every probed output, one row per output and block of readings.</summary>
static class LayerTable
{
    public static ExportTable Of(RunView run) => ExportTable.Of(
        "layers",
        run.Readings.SelectMany(Rows),
        ("firstStep", typeof(long), row => row.Block.FirstStep),
        ("lastStep", typeof(long), row => row.Block.LastStep),
        ("readings", typeof(long), row => row.Block.Count),
        ("layer", typeof(string), row => row.Place.Name),
        ("type", typeof(string), row => row.Place.Type),
        ("kind", typeof(string), row => row.Place.Kind.ToString().ToLowerInvariant()),
        ("call", typeof(long), row => (long)row.Place.Call),
        ("output", typeof(long), row => (long)row.Place.Output),
        ("container", typeof(bool), row => row.Place.IsContainer),
        ("gradientNorm", typeof(double), row => ExportTable.Where(row.Place.GradientCount > 0, row.Place.GradientNorm)),
        ("gradientMean", typeof(double), row => Of(row.Place.Gradient, summary => summary.Mean)),
        ("gradientLargest", typeof(double), row => Of(row.Place.Gradient, summary => summary.LargestMagnitude)),
        ("gradientZeros", typeof(double), row => Of(row.Place.Gradient, summary => summary.ShareOfZeros)),
        ("gradientNonFinite", typeof(long), row => NonFinite(row.Place.Gradient)),
        ("activationSize", typeof(double), row => Of(row.Place.Activation, summary => summary.RootMeanSquare)),
        ("activationMean", typeof(double), row => Of(row.Place.Activation, summary => summary.Mean)),
        ("activationLargest", typeof(double), row => Of(row.Place.Activation, summary => summary.LargestMagnitude)),
        ("activationZeros", typeof(double), row => Of(row.Place.Activation, summary => summary.ShareOfZeros)),
        ("activationNonFinite", typeof(long), row => NonFinite(row.Place.Activation)),
        ("updateRatio", typeof(double), row => row.Weights is { UpdateCount: > 0 } weights ? weights.UpdateRatio : null));

    /// <summary>What <paramref name="statistic"/> says of the finite values; nothing where there were none.</summary>
    public static object? Of(TensorSummary? summary, Func<TensorSummary, double> statistic) => summary is { Finite: > 0 } ? statistic(summary) : null;

    public static object? NonFinite(TensorSummary? summary) => summary is null ? null : summary.Count - summary.Finite;

    static IEnumerable<(ReadingBlock Block, PlaceBlock Place, ParameterBlock? Weights)> Rows(ReadingBlock block)
    {
        // A layer's own parameters are called like the layer, a dot, and one word; the largest of them are its weights, the others biases.
        var weights = block.Parameters.Where(parameter => parameter.Name.Contains('.', StringComparison.Ordinal))
            .GroupBy(parameter => parameter.Name[..parameter.Name.LastIndexOf('.')], StringComparer.Ordinal)
            .ToDictionary(own => own.Key, own => own.MaxBy(parameter => parameter.Value?.Count ?? 0), StringComparer.Ordinal);
        return block.Places.Select(place => (block, place, weights.GetValueOrDefault(place.Name)));
    }
}
