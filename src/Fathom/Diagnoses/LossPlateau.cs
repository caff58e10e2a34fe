using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>The loss stays where a network that ignores its input would be, and a large share of the training is gone.</summary>
/// <remarks>
/// A plateau at the start is no illness by itself: many hard tasks have one and are solved behind it. If nothing is known of how long
/// plateaus last, one that has lasted t of n steps outlives the training with probability t/n (Jeffreys 1961; Gott 1993). Below
/// <see cref="SilentShare"/> the finding is not raised; it is a note up to <see cref="WarningShare"/>, a warning above it, and an
/// error from <see cref="LostShare"/> on. Without a baseline nobody can tell a plateau from a network that began well: then it stays a note.
/// </remarks>
public sealed record LossPlateau : IDiagnosis
{
    /// <summary>The normal quantile of 1 − 0.01, the error rate of <see cref="StandStill"/>.</summary>
    const double FirstLossDeviate = 2.326;

    /// <inheritdoc/>
    public string Id => "loss-plateau";

    /// <summary>The share of the baseline by which the loss must have fallen, 0 to 1; 0.1 unless said otherwise.</summary>
    public double LeastProgress { get; init => field = Require.Fraction(value); } = 0.1;

    /// <summary>The share of the planned steps before which a plateau is passed over in silence, 0 to 1; 0.05 unless said otherwise.</summary>
    public double SilentShare { get; init => field = Require.Fraction(value); } = 0.05;

    /// <summary>
    /// The share of the planned steps from which on a plateau is a warning, 0 to 1; 0.9 unless said otherwise: it is then nine times as likely to
    /// outlive the training as to end in it.
    /// </summary>
    public double WarningShare { get; init => field = Require.Fraction(value); } = 0.9;

    /// <summary>The share of the planned steps from which on the training counts as lost, 0 to 1; 0.99 unless said otherwise.</summary>
    public double LostShare { get; init => field = Require.Fraction(value); } = 0.99;

    /// <summary>How long a training is taken to be where nobody has said so, in steps; 10,000 unless said otherwise.</summary>
    public long AssumedSteps { get; init => field = Require.Between(value, 1, long.MaxValue, nameof(AssumedSteps)); } = 10_000;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var steps = history.PlannedSteps ?? AssumedSteps;
        if (StandStill.Of(history, steps, LeastProgress) is not { } still || still.Share < SilentShare || !(still.Level >= LimitOf(still)))
        {
            history.Forget(this);
            yield break;
        }

        var since = history.Earliest(this, Math.Max(still.Since, (long)Math.Ceiling(SilentShare * steps)));
        var of = still.IsBaseline ? "that of the best answer without an input" : "the first loss";
        yield return new Finding
        {
            Id = Id,
            Severity = SeverityOf(still),
            Place = "network",
            Step = since,
            Confidence = 1 - StandStill.ErrorRate,
            Summary = FormattableString.Invariant(
                $"After {history.Losses.Count:N0} of {steps:N0} steps the loss is {still.Level:0.####}, {still.Level / still.Reference:0.0%} of {of}, and does not fall."),
            Meaning = FormattableString.Invariant($"A plateau that has lasted so long lasts to the end of the training in {still.Share:0%} of all cases, if nothing else is known of it."),
            Causes = [.. StuckSteps.Causes(history, steps, LeastProgress)],
            Evidence =
            [
                new Evidence("mean loss of the latest quarter of the steps", still.Level, LimitOf(still)),
                new Evidence("share of the planned steps that is gone", still.Share, SilentShare),
                .. history.Latest is { ClipFactor: < 1 } clipped ? (Evidence[])[SmallSteps.Clipping(clipped)] : [],
            ],
            Treatments =
            [
                "Look at the other findings first: a plateau is what most illnesses look like from outside.",
                "Where there are none: try to fit one batch alone. If that fails, data and loss do not fit the network; if it works, try a larger learning rate.",
            ],
        };
    }

    /// <summary>
    /// Below this level the loss may have fallen by <see cref="LeastProgress"/>. A first loss is one draw of what losses began with: where they differ much
    /// from step to step, as in batches of a few samples, they may have begun far above it.
    /// </summary>
    double LimitOf(StandStill still) => (1 - LeastProgress) * (still.IsBaseline ? still.Reference : still.Reference + (FirstLossDeviate * still.Deviation));

    Severity SeverityOf(StandStill still) =>
        !still.IsBaseline || still.Share < WarningShare ? Severity.Note
        : still.Share < LostShare ? Severity.Warning
        : Severity.Error;
}
