using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>The training loop never clears the gradients, so that every step repeats all steps before it.</summary>
/// <remarks>
/// Autograd adds to what a gradient holds. Where nobody clears it, step t follows the sum of all gradients so far: momentum of 1, a ball that rolls
/// without friction. Nothing is estimated: gradients of the step before were still there to the bit when the backward pass began. Accumulation over
/// several backward passes clears them once a step, and is seen to.
/// </remarks>
public sealed record UnclearedGradient : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "uncleared-gradient";

    /// <summary>In how many readings in a row it must be seen; 2 unless said otherwise: once may be a step that was meant to be taken twice.</summary>
    public int Repeats { get; init => field = Require.Between(value, 1, 1_000, nameof(Repeats)); } = 2;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var known = history.Readings.Where(reading => reading.BeganWithOldGradients is not null).ToList();
        var run = known.Count - 1 - known.FindLastIndex(reading => reading.BeganWithOldGradients == false);
        if (run < Repeats) yield break;

        var latest = known[^1];
        yield return new Finding
        {
            Id = Id,
            Severity = Severity.Error,
            Place = "network",
            Step = history.Earliest(this, known[known.Count - 1 - run + Repeats].Step),
            Confidence = 1,
            Summary = FormattableString.Invariant($"Nobody clears the gradients: in {run} readings, the latest of step {latest.Step}, those of the step before were still there when the next were added."),
            Meaning = "Each step repeats all steps before it, like a ball that rolls without friction: it passes every minimum as fast as it came, and the loss swings, rises or overflows.",
            Causes = [new Cause("training-loop", 1, "between two steps the gradients kept every bit")],
            Evidence = [new Evidence("readings in a row that began with the gradients of the step before", run, Repeats)],
            Treatments =
            [
                "Call optimizer.zero_grad() once a step, before backward().",
                "To accumulate over several batches, clear the gradients after the step that uses them.",
            ],
        };
    }
}
