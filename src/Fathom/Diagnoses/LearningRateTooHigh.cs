using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>Steps go so far beyond the minimum along their way that the loss rises, or never comes back from one of them.</summary>
/// <remarks>
/// Large steps alone are healthy: normalised networks take them while their loss falls, and a step that is too large often throws a network
/// into a flatter place from which it then learns. So this needs a step above <see cref="ClimbingRatio"/> and what came of it: a loss that
/// has risen, as a sequential test proves, and is not on its way back; or one that rose and has stood still at the baseline since.
/// </remarks>
public sealed record LearningRateTooHigh : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "learning-rate-too-high";

    /// <summary>The first-order descent of a step over the loss, above which a quadratic loss rises; 4 by derivation unless said otherwise.</summary>
    public double ClimbingRatio { get; init => field = Require.Positive(value); } = PolyakRatio.Climbs;

    /// <summary>The share of the baseline by which a loss must have fallen to be said to move, 0 to 1; 0.01 unless said otherwise.</summary>
    public double LeastProgress { get; init => field = Require.Fraction(value); } = 0.01;

    /// <summary>How long a training is taken to be where nobody has said so, in steps; 10,000 unless said otherwise.</summary>
    public long AssumedSteps { get; init => field = Require.Between(value, 1, long.MaxValue, nameof(AssumedSteps)); } = 10_000;

    /// <summary>How often, at most, chance alone may raise this, however long the training is watched; 0 to 1, 0.001 unless said otherwise.</summary>
    public double ErrorRate { get; init => field = Require.Fraction(value); } = 1e-3;

    /// <summary>The change of a layer in one step, over its own size, from which on the step overwrites it; 1 unless said otherwise.</summary>
    public double OverwritingRatio { get; init => field = Require.Positive(value); } = 1;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var path = LossPath.Of(history);
        var candidates = path.Any(point => point.Loss < 0) ? [] : new[] { FirstLong(history, IsClimbing), FirstLong(history, IsOverwriting) };
        var (over, consequence) = candidates.OfType<StepReading>().Select(step => (Step: step, Consequence: Consequence(history, path, step))).FirstOrDefault(pair => pair.Consequence is not null);
        if (consequence is null)
        {
            history.Forget(this);
            yield break;
        }

        var ratio = PolyakRatio.Of(over);
        var size = Overwriting(over);
        var climbs = ratio > ClimbingRatio;
        yield return new Finding
        {
            Id = Id,
            Severity = consequence.Severity,
            Place = "network",
            Step = history.Earliest(this, consequence.Since),
            Confidence = 1 - ErrorRate,
            Summary = (climbs
                ? FormattableString.Invariant($"Step {over.Step} would lower the loss by {ratio:0.0} times its size if the loss were a straight line; {consequence.Text}")
                : FormattableString.Invariant($"Step {over.Step} changed a layer by {size:0.0} times its own size; {consequence.Text}")),
            Meaning = "Steps above 4 climb: they leave each valley on its other side, higher than they came, until numbers overflow, units die, or the loss stays where it is.",
            Causes =
            [
                new Cause("learning-rate", 1, climbs
                    ? FormattableString.Invariant($"at the rate of {over.LearningRate:0.0e+0} the step was {ratio:0.0} times as long as Polyak's, which aims at a loss of zero")
                    : FormattableString.Invariant($"at the rate of {over.LearningRate:0.0e+0} the step was {size:0.0} times as long as the weights that it changed")),
            ],
            Evidence =
            [
                climbs
                    ? new Evidence($"first-order descent of step {over.Step} over its loss", ratio, ClimbingRatio)
                    : new Evidence($"largest change of a layer in step {over.Step} over its size", size, OverwritingRatio),
                new Evidence("latest loss over the largest before that step", path[^1].Loss / consequence.Before, 1),
            ],
            Treatments =
            [
                FormattableString.Invariant($"Divide the learning rate by {Math.Max(climbs ? ratio : size / 0.01, ClimbingRatio):0.#} or more and start again from fresh weights."),
                "Or raise the rate from near zero over the first hundred steps: a warm-up leads into flatter places, where larger steps are stable.",
            ],
        };
    }

    static StepReading? FirstLong(ReadingHistory history, Func<StepReading, bool> isLong) => history.LongSteps.Concat(history.Readings).Where(isLong).MinBy(reading => reading.Step);

    bool IsClimbing(StepReading reading) => PolyakRatio.Of(reading) > ClimbingRatio;

    bool IsOverwriting(StepReading reading) => Overwriting(reading) >= OverwritingRatio;

    /// <summary>The largest change of a layer over its own size; 0 where none is known. Weights of zero that begin to move do not count.</summary>
    static double Overwriting(StepReading reading) =>
        LayerProfile.Of(reading).Select(layer => layer.UpdateRatio).Where(double.IsFinite).DefaultIfEmpty(0).Max();

    Sequel? Consequence(ReadingHistory history, IReadOnlyList<LossPoint> path, StepReading over)
    {
        var reference = LossPath.Reference(history, path);
        var before = path.Where(point => point.Step <= over.Step).Select(point => point.Loss).Append(over.Loss).Append(history.Facts.BaselineLoss ?? 0).Where(double.IsFinite).Max();
        if (Broken(history, before) is { } broken) return broken;
        var after = path.Where(point => point.Step > over.Step).ToList();
        if (!(reference > 0) || after.Count == 0) return null;
        return Thrown(history, after, before, reference) ?? Died(history, before, reference, after)
            ?? (after.Count < 3 ? null : (IsClimbing(over) ? Risen(history, after, before, over) : null) ?? Stuck(history, after, before, reference));
    }

    /// <summary>Numbers end in the step behind one from which not even a rectifier's catapult comes back, though the data are sound.</summary>
    static Sequel? Broken(ReadingHistory history, double before)
    {
        StepReading? last = null;
        foreach (var reading in history.Readings)
        {
            if (!reading.HasNonFinite)
            {
                last = reading;
                continue;
            }

            // Behind a step above 24 the next loss alone tells; behind others the data must not be what broke it.
            if (last is null || !(PolyakRatio.Of(last) > PolyakRatio.BeyondCatapult) || reading.Inputs.Any(input => input.Values.HasNonFinite)) return null;
            return new Sequel(reading.Step, Severity.Error, before, FormattableString.Invariant($"in step {reading.Step} numbers ceased to be finite."));
        }

        return null;
    }

    /// <summary>A loss that one step from which no linear network comes back has made larger than a catapult can, and that is not below its reference yet.</summary>
    Sequel? Thrown(ReadingHistory history, List<LossPoint> after, double before, double reference)
    {
        var thrown = history.LongSteps.Concat(history.Readings).OrderBy(reading => reading.Step).FirstOrDefault(reading => PolyakRatio.Of(reading) > Math.Max(ClimbingRatio, PolyakRatio.BeyondLinearCatapult) && After(after, reading.Step) is { } next && next.Loss > Width(reading) * before);
        if (thrown is null) return null;
        var next = After(after, thrown.Step)!.Value;
        return StandStill.HasNotFallen([.. after.Where(point => point.Step >= next.Step).Select(point => point.Loss)], reference)
            ? new Sequel(next.Step, Severity.Error, before, FormattableString.Invariant($"step {thrown.Step} threw the loss from {before:0.####} to {next.Loss:0.0e+0}, further than any catapult goes."))
            : null;
    }

    static LossPoint? After(List<LossPoint> after, long step) => after.FindIndex(point => point.Step > step) is var index and >= 0 ? after[index] : null;

    /// <summary>A whole layer that was alive has died since, so that no gradient passes it.</summary>
    static Sequel? Died(ReadingHistory history, double before, double reference, List<LossPoint> after)
    {
        if (!StandStill.HasNotFallen([.. after.Select(point => point.Loss)], reference)) return null;
        var dead = new DeadUnits().Examine(history).FirstOrDefault(finding => finding is { Severity: Severity.Error, Causes: [{ Id: "learning-rate" }, ..] } && finding.Step > after[0].Step);
        return dead is null ? null : new Sequel(dead.Step, Severity.Error, before, FormattableString.Invariant($"by step {dead.Step} all units of {dead.Place} had died, and no gradient passes them."));
    }

    Sequel? Risen(ReadingHistory history, List<LossPoint> after, double before, StepReading over)
    {
        if (!(after[^1].Loss > before)) return null;
        // Batches' losses differ by less than a decade: one that has risen by more counts as that, so that growth is not taken for noise.
        if (SequentialEvidence.Of([.. after.Select(point => Math.Clamp(Decades.Over(before, point.Loss), -1, 1))], ErrorRate) is not { } risen) return null;

        // Nine tenths of the way up, in decades: on a noisy height the very highest loss may be any.
        var height = before * Math.Pow(after.Max(point => point.Loss) / before, 0.9);
        var peak = after.FindIndex(point => point.Loss >= height);
        var sincePeak = after.Skip(peak).Select(point => point.Loss).ToList();
        var climbs = Climbs(history, ClimbingRatio);
        // A catapult's loss grows by the network's width at most (Lewkowycz et al. 2020), and then falls.
        var isRunaway = climbs && after[^1].Loss > Width(over) * before;
        var isTooFast = peak >= after.Count - 2 && Climbs(history, Math.Max(ClimbingRatio, PolyakRatio.BeyondCatapult));
        var comesBack = sincePeak.Count < 8 || Trend.MannKendall(sincePeak) < -1.645;
        if (!isRunaway && !isTooFast && (comesBack || !(climbs || HasNoWayBack(history, over, after, before)))) return null;

        return new Sequel(
            after[risen.Index].Step, Severity.Error, before,
            FormattableString.Invariant($"since then the loss has risen from {before:0.####} to {after[^1].Loss:0.0e+0} and is not on its way back."));
    }

    Sequel? Stuck(ReadingHistory history, List<LossPoint> after, double before, double reference)
    {
        var peak = after.Max(point => point.Loss);
        var climbs = Climbs(history, ClimbingRatio);
        // Less than double is what batches differ by; above 8 a linear network's loss diverges instead of being thrown (Lewkowycz et al. 2020).
        var longest = history.LongSteps.Concat(history.Readings).Select(PolyakRatio.Of).Where(ratio => !double.IsNaN(ratio)).DefaultIfEmpty(0).Max();
        var isBeyond = longest > PolyakRatio.BeyondLinearCatapult;
        if (!climbs && !isBeyond && peak < 2 * before && !OverwritesAll(history)) return null;
        var steps = history.PlannedSteps ?? AssumedSteps;
        if (StandStill.Of(history, steps, LeastProgress) is not { } still)
        {
            return history.Losses.Count >= steps / 2 && StandStill.IsAbove([.. after.Select(point => point.Loss)], Math.Max(reference, history.Losses.First?.Loss ?? 0))
                ? new Sequel(after[^1].Step, Severity.Warning, before, FormattableString.Invariant($"the loss went up to {peak:0.0e+0}, and half of the training has not brought it back to where it began."))
                : null;
        }

        // A network that is slow to begin stands still as well: one step from which many come back proves little against it.
        var severity = climbs ? Severity.Error : longest > PolyakRatio.BeyondCatapult || still.Share >= 0.75 ? Severity.Warning : Severity.Note;
        return new Sequel(
            still.Since, severity, before,
            FormattableString.Invariant($"the loss went up to {peak:0.0e+0} and stands still at {still.Level:0.####}, {still.Level / reference:0%} of what knowing nothing gives."));
    }

    /// <summary>True where steps above the limit are the rule and not the exception.</summary>
    bool Climbs(ReadingHistory history, double limit)
    {
        var margins = history.Readings.Where(reading => !reading.HasNonFinite).Select(reading => PolyakRatio.Below(reading, limit)).Where(margin => !double.IsNaN(margin)).ToList();
        return margins.Count > 0 && margins[^1] < 0 && SequentialEvidence.Of(margins, ErrorRate) is not null;
    }

    /// <summary>True where each step replaces each layer, as a rule: then no step keeps anything of those before it.</summary>
    bool OverwritesAll(ReadingHistory history) => SequentialEvidence.Of(
        history, (this, nameof(OverwritesAll)), ErrorRate, tests: 1,
        reading => LayerProfile.Of(reading).Select(layer => layer.UpdateRatio).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min() is > 0 and var least
            ? Decades.Over(OverwritingRatio, least)
            : double.NaN) is not null;

    /// <summary>True where all steps that are left, at the descent of the latest ones, do not make up for the rise.</summary>
    bool HasNoWayBack(ReadingHistory history, StepReading over, List<LossPoint> after, double before)
    {
        var ratios = history.Readings.Where(reading => reading.Step > over.Step).Select(PolyakRatio.Of).Where(double.IsFinite).TakeLast(3).ToList();
        var left = Math.Max(0, (history.PlannedSteps ?? AssumedSteps) - after[^1].Step);
        return ratios.Count == 3 && ratios.Max(Math.Abs) * left < Math.Log(after.TakeLast(8).Average(point => point.Loss) / before);
    }

    /// <summary>The root of the largest parameter's count, the width of a square layer.</summary>
    static double Width(StepReading reading) =>
        Math.Max(10, Math.Sqrt(reading.Parameters.Select(parameter => parameter.Value?.Count ?? 0).DefaultIfEmpty(0).Max()));

    sealed record Sequel(long Since, Severity Severity, double Before, string Text);
}
