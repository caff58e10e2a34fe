using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>The steps are so small that the whole training changes neither the weights nor the loss.</summary>
/// <remarks>
/// Needs all of this at once: no layer can move by <see cref="LeastMovement"/> of its own size in the planned steps; the descent that those
/// steps promise, n·r, is less than <see cref="LeastMovement"/> of the loss; the loss is not below its baseline; and there is something
/// to gain, because a move of the weights' own size along the gradient would remove that share of the loss. So a network that has converged, has
/// no gradient left, or has one layer that does learn is left in peace; so are a rate of zero, and one that is still rising.
/// </remarks>
public sealed record LearningRateTooLow : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "learning-rate-too-low";

    /// <summary>The share of its own size by which a layer, or the loss, must be able to move in the whole training, 0 to 1; 0.01 unless said otherwise.</summary>
    public double LeastMovement { get; init => field = Require.Fraction(value); } = 0.01;

    /// <summary>How long a training is taken to be where nobody has said so, in steps; 10,000 unless said otherwise.</summary>
    public long AssumedSteps { get; init => field = Require.Between(value, 1, long.MaxValue, nameof(AssumedSteps)); } = 10_000;

    /// <summary>How often, at most, chance alone may raise this, however long the training is watched; 0 to 1, 0.001 unless said otherwise.</summary>
    public double ErrorRate { get; init => field = Require.Fraction(value); } = 1e-3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var steps = history.PlannedSteps ?? AssumedSteps;
        if (!SmallSteps.LeaveTheLoss(history, 1 - LeastMovement))
        {
            history.Forget(this);
            yield break;
        }

        var rising = SmallSteps.Rising(history);
        if (SequentialEvidence.Of(history, this, ErrorRate, tests: 1, reading => Margin(reading, steps, rising)) is not { } evidence) yield break;

        var latest = evidence.Latest;
        var fastest = LayerProfile.Of(latest).Where(layer => double.IsFinite(layer.Movement)).MaxBy(layer => layer.Movement)!;
        var promised = Math.Abs(SmallSteps.DescentShare(latest)) * steps;
        var reference = LossPath.Reference(history, LossPath.Of(history));
        var isKnown = history.Facts.BaselineLoss is not null;
        yield return new Finding
        {
            Id = Id,
            Severity = isKnown ? Severity.Error : Severity.Note,
            Place = "network",
            Step = evidence.Since,
            Confidence = evidence.Confidence,
            Summary = FormattableString.Invariant(
                $"In {steps:N0} steps like these the fastest layer, {fastest.Name}, moves by {fastest.Movement * steps:0.0e+0} of its size and the loss falls by {promised:0.0e+0} of its own."),
            Meaning = "The training ends where it began."
                + (isKnown ? "" : " Unless the network was trained before: without a baseline nobody can tell."),
            Causes = [.. SmallSteps.Causes(history, latest, -Math.Max(Decades.Over(fastest.Movement * steps, LeastMovement), Decades.Over(promised, LeastMovement))).Select(cause => new Cause(cause.Id, cause.Share, Why(cause.Id, cause.Factor, latest)))],
            Evidence =
            [
                new Evidence($"movement of {fastest.Name}, the fastest layer, in one step", fastest.Movement, LeastMovement / steps),
                new Evidence("share of the loss that a step removes to first order", SmallSteps.DescentShare(latest), LeastMovement / steps),
                new Evidence("loss", latest.Loss, reference),
                .. latest.ClipFactor < 1 ? (Evidence[])[SmallSteps.Clipping(latest)] : [],
            ],
            Treatments =
            [
                .. latest.ClipFactor < 1 ? (string[])[FormattableString.Invariant($"Raise the limit at which gradients are clipped, up to {1 / latest.ClipFactor:0e+0} times, or take it away.")] : [],
                promised > 0
                    ? FormattableString.Invariant($"Raise the learning rate, about {Math.Min(1 / promised, 1e12):0e+0} times: then {steps:N0} steps could remove the loss once.")
                    : "Raise the learning rate by decades until the loss begins to fall.",
                "A search over rates from 1e-6 to 1, a few dozen steps each, finds the largest one at which the loss still falls.",
            ],
        };
    }

    static string Why(string cause, double factor, StepReading latest) => cause switch
    {
        "clipping" => FormattableString.Invariant($"clipping leaves {factor:0.0e+0} of the gradient's norm"),
        "schedule" => FormattableString.Invariant($"the learning rate has fallen to {factor:0.0e+0} of its highest"),
        _ => FormattableString.Invariant($"at a rate of {SmallSteps.Rate(latest):0.0e+0} all layers stand still alike, although a gradient of norm {SmallSteps.GradientNorm(latest):0.0e+0} arrives"),
    };

    double Margin(StepReading reading, long steps, HashSet<long> rising)
    {
        var movement = LayerProfile.Of(reading).Select(layer => layer.Movement).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        return Math.Max(Decades.Over(movement * steps, LeastMovement), SmallSteps.Margin(reading, steps, LeastMovement, rising));
    }
}
