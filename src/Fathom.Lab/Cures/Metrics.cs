using Fathom.Lab.Trials;
using Fathom.Recipes;

namespace Fathom.Lab.Cures;

/// <summary>Reads the metric off trials.</summary>
static class Metrics
{
    public static Metric For(Recipe untreated, Recipe treated, bool isClassification) =>
        untreated.Loss.Equals(treated.Loss) ? Metric.Loss : isClassification ? Metric.Misclassified : Metric.None;

    /// <summary>The two runs after <paramref name="step"/>; null where one of them has not been there.</summary>
    public static Pair? PairAt(this Metric metric, long step, Trial untreated, Trial treated)
    {
        if (untreated.HeldOutAt(step) is not { } before || treated.HeldOutAt(step) is not { } after) return null;
        var baseline = metric == Metric.Loss ? untreated.HeldOutBaselineLoss ?? untreated.BaselineLoss : null;
        return new Pair(untreated.Key.Seed, metric.Of(before), treated.IsLost ? double.NaN : metric.Of(after), baseline);
    }

    static double Of(this Metric metric, HeldOutPoint point) => metric switch
    {
        Metric.Loss => point.Loss,
        Metric.Misclassified => 1 - (point.Accuracy ?? double.NaN),
        _ => double.NaN,
    };
}
