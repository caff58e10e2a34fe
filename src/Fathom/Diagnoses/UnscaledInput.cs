using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>The network's inputs are so large or so small that the start of the training is wrong for them.</summary>
/// <remarks>
/// A size alone is no illness (one-hot rows, pixels, a normalisation in front): a consequence must be seen. Of large inputs a first loss far
/// above the baseline, a first bounded activation or first gates that are saturated, or steps that promise more than the whole loss; of small ones a first
/// layer that would not move, or that its bias has taken over while nothing is learnt.
/// </remarks>
public sealed record UnscaledInput : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "unscaled-input";

    /// <summary>The root mean square from which on inputs are large; above 1, 10 unless said otherwise.</summary>
    public double Large { get; init => field = Require.Between(value, 1.0, 1e300, nameof(Large)); } = 10;

    /// <summary>The root mean square of the values but zero up to which inputs are small, 0 to 1; 0.01 unless said otherwise.</summary>
    public double Small { get; init => field = Require.Fraction(value); } = 0.01;

    /// <summary>How many times the baseline a first loss must be; above 1, 4 unless said otherwise.</summary>
    public double LossOverBaseline { get; init => field = Require.Between(value, 1.0, 1e300, nameof(LossOverBaseline)); } = 4;

    /// <summary>The share of its own size by which a layer must be able to move in the whole training, 0 to 1; 0.01 unless said otherwise.</summary>
    public double LeastMovement { get; init => field = Require.Fraction(value); } = 0.01;

    /// <summary>How long a training is taken to be where nobody has said so, in steps; 10,000 unless said otherwise.</summary>
    public long AssumedSteps { get; init => field = Require.Between(value, 1, long.MaxValue, nameof(AssumedSteps)); } = 10_000;

    /// <summary>After how many readings a loss counts as stuck; 20 unless said otherwise.</summary>
    public int PatientReadings { get; init => field = Require.Between(value, 1, 1_000_000, nameof(PatientReadings)); } = 20;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var course = LossCourse.Of(history);
        // The start of a training is judged: later, weights have made up for the inputs, or have not.
        foreach (var reading in history.Readings.Take(8))
        {
            if (reading.HasNonFinite || SizeOf(reading) is not { } size || new Anatomy(reading).NormalisesItsInput) continue;
            var consequence = size >= Large ? OfLarge(reading, size, history) : OfSmall(reading, history, course);
            if (consequence is null) continue;
            yield return Describe(reading, size, consequence, course.HasLearnt);
            yield break;
        }
    }

    Finding Describe(StepReading reading, double size, Consequence consequence, bool hasLearnt)
    {
        var isLarge = size >= Large;
        return new Finding
        {
            Id = Id,
            Severity = hasLearnt ? Severity.Note : Severity.Warning,
            Place = new Anatomy(reading).Weights is [var entrance, ..] ? entrance.Name : "network",
            Step = consequence.Step,
            Summary = FormattableString.Invariant($"The inputs' root mean square is {size:0.0e+0}, where initialisations expect 1: {consequence.Number.Quantity} is {consequence.Number.Value:0.0e+0}."),
            Meaning = isLarge
                ? FormattableString.Invariant($"The first layer's curvature is {size * size:0.0e+0} times what learning rates are made for: steps overshoot, or must be that much smaller.")
                : FormattableString.Invariant($"The first layer gets {size:0.0e+0} of the gradient it should, and its biases drown what the samples differ by."),
            Causes = [new Cause("input-scale", 1, FormattableString.Invariant($"inputs of size {size:0.0e+0} multiply the first layer's signal and gradient by that"))],
            Evidence = [new Evidence("root mean square of the inputs", size, isLarge ? Large : Small), consequence.Number],
            Treatments = ["Standardise every feature to mean 0 and deviation 1, with the numbers of the training data.", "Or begin the network with a normalisation."],
        };
    }

    /// <summary>The size farthest from one, where it is too far.</summary>
    double? SizeOf(StepReading reading)
    {
        var inputs = reading.Inputs.Select(input => input.Values).Where(values => values is { HasNonFinite: false, SumOfSquares: > 0 } && double.IsFinite(values.Norm)).ToList();
        var large = inputs.Select(values => values.RootMeanSquare).DefaultIfEmpty(0).Max();
        if (large >= Large) return large;
        // Zeros are left out: of one-hot rows only the ones reach the next layer, and they are of size one.
        var small = inputs.Select(values => values.Norm / Math.Sqrt(values.Count - values.Zeros)).DefaultIfEmpty(1).Max();
        return small <= Small ? small : null;
    }

    Consequence? OfLarge(StepReading reading, double size, ReadingHistory history)
    {
        var baseline = LossCourse.BaselineOf(history);
        if (ReferenceEquals(reading, history.First) && double.IsFinite(reading.Loss) && reading.Loss > LossOverBaseline * baseline)
            return new(reading.Step, new Evidence("the first loss over its baseline", reading.Loss / baseline, LossOverBaseline));
        var anatomy = new Anatomy(reading);
        if (anatomy.Weights.Count > 0 && anatomy.IsHidden(anatomy.Weights[0])
            && anatomy.Behind(anatomy.Weights[0]).FirstOrDefault(place => place is { Kind: LinkKind.Slope, Units: not null }) is { Units.SaturatedShare: > 0.5 } first
            && !double.IsInfinity(Outputs.RangeOf(first.Type).Greatest))
            return new(reading.Step, new Evidence($"the saturated share of {first.Name}", first.Units.SaturatedShare, 0.5));
        if (anatomy.Weights is [{ Kind: LinkKind.Recurrent } cell, ..] && Gates.Of(reading, cell) is { } gates && gates.SizeFor(size) is var sum && sum > gates.Limit)
            return new(reading.Step, new Evidence($"the size of what the inputs add up to in the gates of {cell.Name}", sum, gates.Limit));
        return reading.Loss > 0 && reading.Descent > reading.Loss && double.IsFinite(reading.Descent)
            ? new(reading.Step, new Evidence("what the step promises to take off the loss, over the loss,", reading.Descent / reading.Loss, 1))
            : null;
    }

    Consequence? OfSmall(StepReading reading, ReadingHistory history, LossCourse course)
    {
        var steps = history.PlannedSteps ?? AssumedSteps;
        // Three readings, because behind an output layer that begins at zero no gradient arrives in the first step.
        if (Streak.Current(history, 3, now => Starved(now, steps)) is { } streak)
        {
            var first = Starved(streak.Latest, steps)[0];
            return new(streak.Since, new Evidence($"the movement of {first.Name} in the whole training, over its size,", first.UpdateRatio * steps, LeastMovement));
        }

        var before = reading.Inputs.Select(input => input.SampleSpread).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        var behind = new Anatomy(reading).Weights is [{ Units: { } units }, ..] ? units.SampleSpread : double.NaN;
        if (history.Count < PatientReadings || !(behind < 0.1 * before) || !course.HasLearntNothing) return null;
        var readings = history.Readings.ToList();
        return new(readings[Math.Min(PatientReadings, readings.Count) - 1].Step, new Evidence("the samples' spread behind the first layer, over that before it,", behind / before, 0.1));
    }

    IReadOnlyList<LayerState> Starved(StepReading reading, long steps)
    {
        var layers = LayerProfile.Of(reading);
        var fastest = layers.Select(layer => layer.Movement).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return layers.Count > 1 && layers[0].UpdateRatio * steps < LeastMovement && fastest * steps >= LeastMovement && layers[0].UpdateRatio <= Small * fastest ? [layers[0]] : [];
    }

    sealed record Consequence(long Step, Evidence Number);
}
