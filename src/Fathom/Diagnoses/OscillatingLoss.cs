using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>Each step passes the minimum along its way, so that the loss goes up and down instead of down.</summary>
/// <remarks>
/// Needs three things at once: steps whose first-order descent is more than <see cref="OvershootingRatio"/> times the loss, as a sequential
/// test proves; losses that alternate (lag-1 autocorrelation around their trend below chance); and no fall of the loss meanwhile.
/// Batches that differ alternate as well, and so do trainings at the edge of stability: the first have no such steps, the second fall.
/// </remarks>
public sealed record OscillatingLoss : IDiagnosis
{
    const int FewestLosses = 16;
    const int MostLosses = 128;

    /// <summary>The normal quantile of 0.999: the deviate of Bartlett's autocorrelation that chance undercuts once in a thousand looks.</summary>
    const double AlternationDeviate = 3.09;

    /// <summary>The normal quantile of 0.95: a weaker sign of a fall is enough to stay silent.</summary>
    const double FallDeviate = 1.645;

    /// <inheritdoc/>
    public string Id => "oscillating-loss";

    /// <summary>The first-order descent of a step over the loss, above which it passes the minimum of a quadratic; 2 by derivation unless said otherwise.</summary>
    public double OvershootingRatio { get; init => field = Require.Positive(value); } = PolyakRatio.Overshoots;

    /// <summary>How often, at most, chance alone may raise this, however long the training is watched; 0 to 1, 0.001 unless said otherwise.</summary>
    public double ErrorRate { get; init => field = Require.Fraction(value); } = 1e-3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var losses = history.Losses.Recent.TakeLast(MostLosses).ToList();
        var values = losses.Select(point => point.Loss).ToList();
        if (losses.Count < FewestLosses || values.Exists(loss => !(loss >= 0) || double.IsInfinity(loss)) || !Alternates(values))
        {
            history.Forget(this);
            yield break;
        }

        if (SequentialEvidence.Of(history, this, ErrorRate, tests: 1, reading => PolyakRatio.Below(reading, OvershootingRatio)) is not { } evidence) yield break;
        var swing = values.Zip(values.Skip(1), (left, right) => Math.Abs(right - left)).Average();
        var deviate = Trend.Alternation(values);
        yield return new Finding
        {
            Id = Id,
            Severity = Severity.Warning,
            Place = "network",
            Step = history.Earliest((this, "alternation"), Math.Max(evidence.Since, FirstAlternation(losses))),
            Confidence = evidence.Confidence,
            Summary = FormattableString.Invariant(
                $"The loss goes up and down by {swing:0.0e+0} from step to step around {values.Average():0.####}, and does not fall: steps pass the minimum along their way."),
            Meaning = "Every other step undoes the one before it; the loss comes no lower than the swing.",
            Causes = [new Cause("learning-rate", 1, FormattableString.Invariant($"the latest step was {PolyakRatio.Of(evidence.Latest):0.0} times as long as Polyak's; above 2 it lands beyond the minimum"))],
            Evidence =
            [
                new Evidence("first-order descent of the latest step over its loss", PolyakRatio.Of(evidence.Latest), OvershootingRatio),
                new Evidence(FormattableString.Invariant($"lag-1 autocorrelation of {values.Count} losses"), deviate / Math.Sqrt(values.Count), -AlternationDeviate / Math.Sqrt(values.Count)),
            ],
            Treatments =
            [
                FormattableString.Invariant($"Divide the learning rate by {PolyakRatio.Of(evidence.Latest):0.#}, or let it decay: half of it already stops the swing of a quadratic."),
                "Where momentum is in use, lower it first: it adds the steps before to each one.",
            ],
        };
    }

    static bool Alternates(IReadOnlyList<double> values) => Trend.Alternation(values) < -AlternationDeviate && Trend.MannKendall(values) > -FallDeviate;

    static long FirstAlternation(List<LossPoint> losses)
    {
        for (var count = FewestLosses; count < losses.Count; count++)
            if (Alternates([.. losses.Take(count).Select(point => point.Loss)])) return losses[count - 1].Step;
        return losses[^1].Step;
    }
}
