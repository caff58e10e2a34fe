using Fathom.Recipes;
using Fathom.Torch.Guards;

namespace Fathom.Lab.Training;

/// <summary>The clipping rules of a recipe in the order in which they are applied.</summary>
static class Clipping
{
    /// <summary>By value, by layer, by norm, adaptively; empty where nothing is clipped.</summary>
    public static IReadOnlyList<IGradientClip> Of(TrainingPlan plan) =>
    [
        .. Limited(plan.ClipValue, limit => new ClipGradientValue(limit)),
        .. Limited(plan.ClipLayerNorm, limit => new ClipLayerNorm(limit)),
        .. Limited(plan.ClipNorm, limit => new ClipGradientNorm(limit)),
        .. Adaptive(plan.AdaptiveClip),
    ];

    static IEnumerable<IGradientClip> Limited(double limit, Func<double, IGradientClip> make) =>
        double.IsPositiveInfinity(limit) ? [] : [make(limit)];

    static IEnumerable<IGradientClip> Adaptive(AdaptiveClip clip) => clip switch
    {
        NoClip => [],
        PercentileClip percentile => [new ClipAdaptively(percentile.Percentile, percentile.Window)],
        UnitwiseClip unitwise => [new ClipUnitwise(unitwise.Ratio, unitwise.Epsilon) { IncludesLastLayer = unitwise.LastLayer }],
        ZScoreClip score => [new ClipSpikes(score.Threshold, score.Alpha, score.WarmUp)],
        var other => throw new NotSupportedException($"No clipping is known for {other.GetType().Name}."),
    };
}
