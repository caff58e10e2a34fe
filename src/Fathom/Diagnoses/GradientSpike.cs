using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>One step's gradient is far larger than those before, and does harm.</summary>
/// <remarks>
/// <para>Norms of gradients have tails like a power, so their logarithms have exponential ones: P(x > t) = ½·exp(−t/b) around the median, with
/// b = MAD / ln 2. Of n readings one passes median + MAD·log2(n / (2·<see cref="ErrorRate"/>)) by chance with at most that rate.</para>
/// <para>A spike alone is no illness. It is one where a layer is overwritten in that step, or where the losses after it pass the same limit
/// over the losses before it. The first readings are judged by nobody: a spike needs <see cref="FewestBefore"/> readings before it. It
/// is reported as long as its reading is kept.</para>
/// </remarks>
public sealed record GradientSpike : IDiagnosis
{
    const int MostBefore = 32;
    const int FewestLosses = 3;

    /// <summary>A mean over B samples fluctuates by 1/√B: 2 % at 2,500, 0.01 decades. Less than that no training shows.</summary>
    const double LeastDeviation = 0.01;

    /// <inheritdoc/>
    public string Id => "gradient-spike";

    /// <summary>How many readings there must be before a spike; 16 unless said otherwise.</summary>
    public int FewestBefore { get; init => field = Require.Between(value, 4, 1_000, nameof(FewestBefore)); } = 16;

    /// <summary>The change of a layer in one step, over its own size, from which on the step overwrites it; 1 unless said otherwise.</summary>
    public double OverwritingRatio { get; init => field = Require.Positive(value); } = 1;

    /// <summary>How often, at most, chance alone may show a spike in a training, 0 to 1; 0.001 unless said otherwise.</summary>
    public double ErrorRate { get; init => field = Require.Fraction(value); } = 1e-3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var readings = history.Readings.Where(reading => !reading.HasNonFinite && SmallSteps.GradientNorm(reading) > 0).ToList();
        var norms = readings.ConvertAll(reading => Math.Log10(SmallSteps.GradientNorm(reading)));
        for (var at = FewestBefore; at < norms.Count; at++)
        {
            var limit = Limit([.. norms.Take(at).TakeLast(MostBefore)], history.Count);
            if (norms[at] <= limit || Harm(history, readings[at]) is not { } harm) continue;
            yield return Describe(readings[at], norms[at], limit, harm);
            yield break;
        }
    }

    double Limit(IReadOnlyList<double> before, long count)
    {
        var median = Median(before);
        var deviation = Math.Max(LeastDeviation, Median([.. before.Select(value => Math.Abs(value - median))]));
        return median + (deviation * Math.Log2(count / (2 * ErrorRate)));
    }

    Damage? Harm(ReadingHistory history, StepReading reading)
    {
        var worst = LayerProfile.Of(reading).Where(layer => double.IsFinite(layer.UpdateRatio)).MaxBy(layer => layer.UpdateRatio);
        if (worst?.UpdateRatio >= OverwritingRatio)
            return new Damage(Severity.Warning, FormattableString.Invariant($"it changed {worst.Name} by {worst.UpdateRatio:0.0e+0} times its own size."), new Evidence($"update ratio of {worst.Name} in one step", worst.UpdateRatio, OverwritingRatio));

        // The loss of the step itself is the one before its update: a hard batch has a large loss and a large gradient, and does no harm.
        var path = LossPath.Of(history).Where(point => point.Loss > 0).ToList();
        var before = path.Where(point => point.Step < reading.Step).TakeLast(MostBefore).Select(point => Math.Log10(point.Loss)).ToList();
        var after = path.Where(point => point.Step > reading.Step).Select(point => Math.Log10(point.Loss)).ToList();
        if (before.Count < FewestBefore || after.Count < FewestLosses) return null;
        var limit = Limit(before, history.Count);
        if (Median([.. after.Take(FewestLosses)]) <= limit) return null;
        var isOver = Median([.. after.TakeLast(FewestLosses)]) <= limit;
        var after10 = Math.Pow(10, Median([.. after.Take(FewestLosses)]));
        return new Damage(
            isOver ? Severity.Note : Severity.Warning,
            FormattableString.Invariant($"the loss rose from {Math.Pow(10, Median(before)):0.####} to {after10:0.####}{(isOver ? " and has come back since." : " and has not come back.")}"),
            new Evidence("median of the three losses after it", after10, Math.Pow(10, limit)));
    }

    Finding Describe(StepReading reading, double norm, double limit, Damage harm)
    {
        var largest = reading.Parameters.Where(parameter => parameter.Gradient is not null).MaxBy(parameter => parameter.Gradient!.Norm)!;
        return new Finding
        {
            Id = Id,
            Severity = harm.Severity,
            Place = largest.Name,
            Step = reading.Step,
            Confidence = 1 - ErrorRate,
            Summary = FormattableString.Invariant($"The gradient of step {reading.Step} has norm {Math.Pow(10, norm):0.0e+0}, where chance reaches {Math.Pow(10, limit):0.0e+0}; {harm.Text}"),
            Meaning = harm.Severity == Severity.Note ? "One step was lost, and those that made up for it." : "What was learnt is in part undone by one step.",
            Causes =
            [
                new Cause("input-data", 0.5, "one batch alone had it: a sample unlike all others, or a wrong label"),
                new Cause("learning-rate", 0.5, FormattableString.Invariant($"the step was taken at the full rate of {reading.LearningRate:0.0e+0}: what is given does not tell which of the two it was")),
            ],
            Evidence = [new Evidence("decades of the gradient's norm", norm, limit), harm.Evidence],
            Treatments =
            [
                FormattableString.Invariant($"Clip the gradient's norm at {Math.Pow(10, limit):0.0e+0}: it binds in spikes only."),
                FormattableString.Invariant($"Look at the samples of step {reading.Step}."),
            ],
        };
    }

    static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    sealed record Damage(Severity Severity, string Text, Evidence Evidence);
}
