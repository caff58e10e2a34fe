using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>What holds a loss on its plateau, where the steps themselves tell: clipping, a schedule that has ended, a decay that leaves nothing of the weights.</summary>
static class StuckSteps
{
    /// <summary>
    /// One decade, in every layer. Gradients alone keep the differences between the layers' squared norms (Du, Hu and Lee 2018, theorem 2.1), so that
    /// they shrink one layer at the cost of others' growth; what shrinks all of them is a pull on the weights themselves.
    /// </summary>
    const double LeastLeft = 0.1;

    /// <summary>The causes, the largest share first; empty where the steps tell none.</summary>
    /// <param name="history">The training.</param>
    /// <param name="steps">How many steps it takes in all.</param>
    /// <param name="leastProgress">The share of the loss that they should take off.</param>
    public static IReadOnlyList<Cause> Causes(ReadingHistory history, long steps, double leastProgress)
    {
        if (history.Latest is not { } latest) return [];
        if (Shrunk(history, latest) is { } left)
            return [new Cause("weight-decay", 1, FormattableString.Invariant($"of every layer's weights at most {left:0.0e+0} is left: something takes them off in every step"))];
        var missing = -Decades.Over(Math.Abs(SmallSteps.DescentShare(latest)) * steps, leastProgress);
        return [.. SmallSteps.Causes(history, latest, missing).Where(cause => cause.Id != "learning-rate").Select(cause => new Cause(cause.Id, cause.Share, Why(cause.Id, cause.Factor)))];
    }

    static string Why(string cause, double factor) => cause == "clipping"
        ? FormattableString.Invariant($"clipping leaves {factor:0.0e+0} of the gradient's norm, and steps so small do not end the plateau in this training")
        : FormattableString.Invariant($"the learning rate has fallen to {factor:0.0e+0} of its highest, and steps so small do not end the plateau in this training");

    /// <summary>The most that is left of any layer's weights, where that is little everywhere; null where it is not, or nobody knows.</summary>
    static double? Shrunk(ReadingHistory history, StepReading latest)
    {
        var first = Sizes(history.First);
        var left = Sizes(latest).Where(now => first.TryGetValue(now.Key, out var then) && then > 0).Select(now => now.Value / first[now.Key]).DefaultIfEmpty(1).Max();
        return left <= LeastLeft ? left : null;
    }

    /// <summary>The norm of each layer's largest parameter: a bias may begin at zero.</summary>
    static Dictionary<string, double> Sizes(StepReading? reading) => (reading?.Parameters ?? [])
        .Where(parameter => parameter is { Value.HasNonFinite: false } && parameter.LearningRate != 0)
        .GroupBy(parameter => LayerProfile.Owner(parameter.Name), StringComparer.Ordinal)
        .ToDictionary(layer => layer.Key, layer => layer.MaxBy(parameter => parameter.Value!.Count)!.Value!.Norm, StringComparer.Ordinal);
}
