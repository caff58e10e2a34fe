using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>Weights that began wrong: all units of a layer alike, or of a size that the activations behind them do not stand.</summary>
/// <remarks>
/// Units that are alike stay alike, whatever their size: that needs no limit. A wrong size needs the shape (over the network signal or
/// gradient change by more than <see cref="ToleratedDecades"/>, and weights explain at least half of it) and a consequence.
/// </remarks>
public sealed record PoorInitialization : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "poor-initialization";

    /// <summary>The decades by which the norm of signal or gradient may change over the network, above 0; 2 unless said otherwise.</summary>
    public double ToleratedDecades { get; init => field = Require.Positive(value); } = 2;

    /// <summary>How many times the baseline a first loss must be to count as a consequence; above 1, 4 unless said otherwise.</summary>
    public double LossOverBaseline { get; init => field = Require.Between(value, 1.0, 1e300, nameof(LossOverBaseline)); } = 4;

    /// <summary>The share of its own size by which a layer must be able to move in the whole training, 0 to 1; 0.01 unless said otherwise.</summary>
    public double LeastMovement { get; init => field = Require.Fraction(value); } = 0.01;

    /// <summary>How long a training is taken to be where nobody has said so, in steps; 10,000 unless said otherwise.</summary>
    public long AssumedSteps { get; init => field = Require.Between(value, 1, long.MaxValue, nameof(AssumedSteps)); } = 10_000;

    /// <summary>After how many readings a loss counts as stuck; 20 unless said otherwise.</summary>
    public int PatientReadings { get; init => field = Require.Between(value, 1, 1_000_000, nameof(PatientReadings)); } = 20;

    /// <summary>In how many readings in a row units must be alike; 3 unless said otherwise.</summary>
    public int Repeats { get; init => field = Require.Between(value, 1, 1_000, nameof(Repeats)); } = 3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        if (Streak.Current(history, Repeats, Alike) is { } streak)
        {
            yield return DescribeAlike(streak);
            yield break;
        }

        if (history.First is not { HasNonFinite: false } first || Scales.Of(first) is not { } scales) yield break;
        var decades = scales.MeasuredDecades;
        // What a small matrix takes is missing from all gradients but its own: the smallest one grows back by itself.
        var lasting = decades < 0 ? decades - scales.Matrices.Min(matrix => matrix.Decades) : decades;
        if (!(Math.Abs(decades) > ToleratedDecades) || !(lasting / decades > 0) || Math.Abs(lasting) <= ToleratedDecades || scales.WeightDecades / decades < 0.5) yield break;
        var course = LossCourse.Of(history);
        if (course.HasLearnt) yield break;
        if ((decades > 0 ? OfLarge(history, first) : OfSmall(history, course)) is { } consequence) yield return DescribeScale(scales, consequence);
    }

    /// <summary>The hidden weights whose units are all the same and that could have parted, or that are zero and never will.</summary>
    static IReadOnlyList<string> Alike(StepReading reading)
    {
        var anatomy = new Anatomy(reading);
        var hidden = anatomy.Weights.Where(place => place.Type != "Embedding" && anatomy.IsHidden(place)).Select(place => place.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. reading.Parameters.Where(parameter => parameter is { HasEqualRows: true, Gradient: not null, RequiresGradient: true } && parameter.LearningRate != 0)
                .Where(parameter => hidden.Contains(LayerProfile.Owner(parameter.Name)))
                .Where(parameter => parameter.Update is { Change.Norm: > 0 } || (parameter.Update is null && parameter.Gradient!.Norm > 0) || parameter is { Value.Norm: 0, Gradient.Norm: 0 })
                .Select(parameter => parameter.Name),
        ];
    }

    Finding DescribeAlike(Streak streak)
    {
        var names = Alike(streak.Latest);
        var areZero = streak.Latest.Parameters.Where(parameter => names.Contains(parameter.Name, StringComparer.Ordinal)).All(parameter => parameter.Value is { Norm: 0 });
        return new Finding
        {
            Id = Id,
            Severity = Severity.Error,
            Place = Anatomy.Few(names),
            Step = streak.Since,
            Summary = areZero
                ? $"All weights of {Anatomy.Few(names)} are zero and get no gradient."
                : $"All units of {Anatomy.Few(names)} have the same weights, also after {Repeats} steps that moved them.",
            Confidence = 1,
            Meaning = areZero ? "Zero times zero stays zero: the hidden layers never begin to learn." : "Units that begin alike get the same gradient and stay alike: a layer of them is worth one unit.",
            Causes = [new Cause("symmetric-weights", 1, $"the rows of {Anatomy.Few(names)} are equal to the last digit")],
            Evidence = [new Evidence("layers whose units are all alike", names.Count, 0)],
            Treatments = ["Draw the weights at random: he-normal for ReLU, xavier-uniform for tanh. Only biases may begin at a constant."],
        };
    }

    Consequence? OfLarge(ReadingHistory history, StepReading first)
    {
        var baseline = LossCourse.BaselineOf(history);
        if (first.Loss > LossOverBaseline * baseline) return new(first.Step, new Evidence("first loss over its baseline", first.Loss / baseline, LossOverBaseline));
        var fastest = LayerProfile.Of(first).Select(layer => layer.UpdateRatio).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        if (fastest >= 1) return new(first.Step, new Evidence("change of a layer in the first step over its size", fastest, 1));
        return history.Readings.FirstOrDefault(reading => reading.HasNonFinite) is { } broken
            ? new(broken.Step, new Evidence("step in which numbers ceased to be finite", broken.Step, double.NaN))
            : null;
    }

    Consequence? OfSmall(ReadingHistory history, LossCourse course)
    {
        var steps = history.PlannedSteps ?? AssumedSteps;
        if (Streak.Current(history, Repeats, reading => Starved(reading, steps)) is { } streak)
        {
            var slowest = Starved(streak.Latest, steps).MinBy(layer => layer.UpdateRatio)!;
            return new(streak.Since, new Evidence($"movement of {slowest.Name} in the whole training over its size", slowest.UpdateRatio * steps, LeastMovement));
        }

        return history.Count >= PatientReadings && course.HasLearntNothing
            ? new(history.Readings.ElementAt(Math.Min(PatientReadings, history.Readings.Count()) - 1).Step, new Evidence($"loss after {history.Count} readings", course.Late, course.Baseline))
            : null;
    }

    IReadOnlyList<LayerState> Starved(StepReading reading, long steps)
    {
        var layers = LayerProfile.Of(reading);
        var fastest = layers.Select(layer => layer.Movement).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return fastest * steps < LeastMovement ? [] : [.. layers.Where(layer => layer.UpdateRatio * steps < LeastMovement && layer.UpdateRatio * 100 < fastest)];
    }

    Finding DescribeScale(Scales scales, Consequence consequence)
    {
        var isLarge = scales.MeasuredDecades > 0;
        var off = scales.Matrices.Where(matrix => isLarge ? matrix.Decades > 0.15 : matrix.Decades < -0.15).ToList();
        var worst = isLarge ? off.MaxBy(matrix => matrix.Decades)! : off.MinBy(matrix => matrix.Decades)!;
        var share = Math.Min(1, scales.WeightDecades / scales.MeasuredDecades);
        return new Finding
        {
            Id = Id,
            Severity = Severity.Error,
            Place = off.Count == 1 ? worst.Name : $"{off[0].Name}..{off[^1].Name}",
            Step = consequence.Step,
            Summary = FormattableString.Invariant(
                $"Weights began too {(isLarge ? "large" : "small")}: {worst.Name} has a variance of {worst.Variance:0.0e+0}/fan-in where {worst.Activation} needs {worst.Wanted:0.##}; over the network that makes {scales.WeightDecades:+0.0;-0.0} decades."),
            Meaning = isLarge ? "The first answers are far too sure or far too large, and the first steps undo them before anything is learnt." : "The signal is lost on its way, and so is the gradient: layers far from the loss do not learn.",
            Causes = [new Cause("weight-scale", share, FormattableString.Invariant($"{off.Count} weight matrices explain {scales.WeightDecades:+0.0;-0.0} of {scales.MeasuredDecades:+0.0;-0.0} decades"))],
            Evidence = [new Evidence("decades that the norm changes by over the network", scales.MeasuredDecades, isLarge ? ToleratedDecades : -ToleratedDecades), consequence.Number],
            Treatments =
            [
                "Initialise for the activation in use: he for ReLU and its kin, xavier for tanh.",
                "Or normalise behind each layer: then the weights' size does not matter.",
            ],
        };
    }

    sealed record Consequence(long Step, Evidence Number);
}
