using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Diagnoses;

/// <summary>The optimizer's steps are so small next to the weights that rounding swallows them, although they would have added up.</summary>
/// <remarks>
/// Needs the shape (at least <see cref="LostShare"/> of a layer's pulled weights keep their value) and the consequence: over all the
/// training's steps what is swallowed would have moved the layer by <see cref="LeastMovement"/> of its size. In float32 that takes more than
/// 167,772 steps; see the page.
/// </remarks>
public sealed record LostUpdates : IDiagnosis
{
    const double Float32Rounding = 1.0 / (1 << 24);

    /// <inheritdoc/>
    public string Id => "lost-updates";

    /// <summary>The share of a layer's pulled weights that keep their value, 0 to 1; 0.73 unless said otherwise: with them half of the descent is lost.</summary>
    public double LostShare { get; init => field = Require.Fraction(value); } = 0.73;

    /// <summary>The share of its own size by which a layer must be able to move in the whole training, 0 to 1; 0.01 unless said otherwise.</summary>
    public double LeastMovement { get; init => field = Require.Fraction(value); } = 0.01;

    /// <summary>The share of the baseline's or the first loss below which a training counts as converged, 0 to 1; 0.01 unless said otherwise.</summary>
    public double ConvergedLoss { get; init => field = Require.Fraction(value); } = 0.01;

    /// <summary>How long a training is taken to be where nobody has said so, in steps; 10,000 unless said otherwise.</summary>
    public long AssumedSteps { get; init => field = Require.Between(value, 1, long.MaxValue, nameof(AssumedSteps)); } = 10_000;

    /// <summary>In how many readings in a row it must be seen; 3 unless said otherwise.</summary>
    public int Repeats { get; init => field = Require.Between(value, 1, 1_000, nameof(Repeats)); } = 3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var steps = history.PlannedSteps ?? AssumedSteps;
        var course = LossCourse.Of(history);
        if (course.Late < ConvergedLoss * (double.IsNaN(course.Baseline) ? course.First : course.Baseline)) yield break;
        var planned = SmallOnPurpose(history);
        if (Streak.Current(history, Repeats, reading => planned.Contains(reading.Step) ? [] : Swallowed(reading, steps)) is not { } streak) yield break;

        var layers = Swallowed(streak.Latest, steps);
        var worst = layers.MaxBy(layer => layer.Movement)!;
        var isStuck = history.Count >= 20 && !course.HasFallen;
        yield return new Finding
        {
            Id = Id,
            Severity = isStuck ? Severity.Error : Severity.Warning,
            Place = layers.Count == 1 ? worst.Name : $"{layers[0].Name}..{layers[^1].Name}",
            Step = streak.Since,
            Summary = FormattableString.Invariant(
                $"Rounding to {NameOf(worst.Type)} swallows {worst.LostShare:0%} of the updates of {worst.Name}; over {steps:N0} steps they could move it by {worst.Movement * steps:0.##} times its size."),
            Meaning = "The weights stay where they are although the gradient pulls at them; the loss stops above what it could reach.",
            Causes = CausesOf(worst),
            Evidence =
            [
                new Evidence($"share of {worst.Name}'s updates that rounding swallows", worst.LostShare, LostShare),
                new Evidence($"movement of {worst.Name} that is swallowed in the whole training, over its size", worst.Movement * steps, LeastMovement),
                new Evidence($"relative rounding of {NameOf(worst.Type)}", RoundingOf(worst.Type), LeastMovement / steps),
            ],
            Treatments =
            [
                "Keep a float32 copy of the weights for the optimizer, and round only what the forward pass uses (mixed precision): loss-scale in a recipe, LossScaler in a program.",
                "Or round at random (stochastic rounding), or add up what rounding leaves over (Kahan summation), so that small steps count on average.",
                "A higher learning rate lifts updates over the rounding, as far as the loss stands it.",
            ],
        };
    }

    /// <summary>The steps of a warm-up, and those after a schedule has come below half of the largest rate: they are small on purpose.</summary>
    static HashSet<long> SmallOnPurpose(ReadingHistory history)
    {
        var small = SmallSteps.Rising(history);
        var largest = double.NaN;
        foreach (var reading in history.Readings)
        {
            var rate = SmallSteps.Rate(reading);
            largest = double.MaxNumber(largest, rate);
            if (rate < largest / 2) small.Add(reading.Step);
        }

        return small;
    }

    IReadOnlyList<Layer> Swallowed(StepReading reading, long steps) =>
    [
        .. reading.Parameters.Where(parameter => parameter is { Update.Pulled: > 0, Value: { HasNonFinite: false, Norm: > 0 }, Gradient.HasNonFinite: false } && parameter.LearningRate != 0)
            .Select(parameter => new Layer(parameter.Name, parameter.Type ?? ElementType.Float32, parameter.Update!.LostShare, MovementOf(parameter)))
            .Where(layer => layer.LostShare >= LostShare && layer.Movement * steps >= LeastMovement),
    ];

    /// <summary>
    /// How far the swallowed updates would move the weights in one step, over their size; no further than rounding, else they would not be
    /// swallowed. Two estimates from below, the larger counts: a plain step of the learning rate, and what the survivors tell. Of weights
    /// spread as a Gaussian of size σ, steps of d leave a share of √(2/π)·d/(uσ) changed, for only weights below d/u can tell them.
    /// </summary>
    static double MovementOf(ParameterReading parameter)
    {
        var rounding = RoundingOf(parameter.Type ?? ElementType.Float32);
        var plain = parameter.LearningRate * parameter.Gradient!.RootMeanSquare / parameter.Value!.RootMeanSquare;
        var survivors = (1 - parameter.Update!.LostShare) * Math.Sqrt(Math.PI / 2) * rounding;
        return Math.Min(rounding, double.MaxNumber(plain, survivors));
    }

    /// <summary>The largest step, over the weight, that can be rounded away: 2^-p with p binary digits.</summary>
    static double RoundingOf(ElementType type) => Math.ScaleB(1, type switch
    {
        ElementType.Float64 => -53,
        ElementType.Float16 => -11,
        ElementType.BFloat16 => -8,
        _ => -24,
    });

    /// <summary>What float32 would have kept is the precision's fault; the rest of the decades are the step's own.</summary>
    static IReadOnlyList<Cause> CausesOf(Layer layer)
    {
        var rounding = RoundingOf(layer.Type);
        var whole = Math.Log10(rounding / layer.Movement);
        var small = whole > 0 ? Math.Clamp(Math.Log10(Math.Min(rounding, Float32Rounding) / layer.Movement) / whole, 0, 1) : 0;
        var causes = new[]
        {
            new Cause("precision", 1 - small, FormattableString.Invariant($"{NameOf(layer.Type)} rounds steps below {rounding:0.0e+0} of a weight to nothing")),
            new Cause("learning-rate", small, FormattableString.Invariant($"a step would move {layer.Name} by about {layer.Movement:0.0e+0} of its size")),
        };
        return [.. causes.Where(cause => cause.Share > 0).OrderByDescending(cause => cause.Share)];
    }

    static string NameOf(ElementType type) => type.ToString().ToLowerInvariant();

    sealed record Layer(string Name, ElementType Type, double LostShare, double Movement);
}
