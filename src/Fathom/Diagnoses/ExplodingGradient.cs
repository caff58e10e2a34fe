using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>The gradient grows so much on its way back that steps overwrite layers, or that the others are left without any.</summary>
/// <remarks>
/// Needs the shape (the gradient norm at a layer is more than <see cref="ToleratedGrowth"/> times that at the output) and one of two
/// consequences: a step that changes the layer by at least <see cref="OverwritingRatio"/> of its own size, or, where clipping or a tiny
/// learning rate prevents that, layers near the output that move by less than <see cref="LeastMovement"/> in the whole training.
/// </remarks>
public sealed record ExplodingGradient : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "exploding-gradient";

    /// <summary>How many times the output gradient's norm may arrive at a layer; above 1, 100 unless said otherwise.</summary>
    public double ToleratedGrowth { get; init => field = Require.Between(value, 1.0, 1e300, nameof(ToleratedGrowth)); } = 100;

    /// <summary>The change of a layer in one step, over its own size, from which on the step overwrites it; 1 unless said otherwise.</summary>
    public double OverwritingRatio { get; init => field = Require.Positive(value); } = 1;

    /// <summary>The share of its own size by which a layer must be able to move in the whole training, 0 to 1; 0.01 unless said otherwise.</summary>
    public double LeastMovement { get; init => field = Require.Fraction(value); } = 0.01;

    /// <summary>How long a training is taken to be where nobody has said so, in steps; 10,000 unless said otherwise.</summary>
    public long AssumedSteps { get; init => field = Require.Between(value, 1, long.MaxValue, nameof(AssumedSteps)); } = 10_000;

    /// <summary>In how many readings in a row starved layers must be seen; 3 unless said otherwise. One overwriting step suffices.</summary>
    public int Repeats { get; init => field = Require.Between(value, 1, 1_000, nameof(Repeats)); } = 3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var steps = history.PlannedSteps ?? AssumedSteps;
        var overwriting = history.Readings.FirstOrDefault(reading => Overwritten(reading).Count > 0);
        if (overwriting is not null)
        {
            var layers = Overwritten(overwriting);
            // The first step that overwrites is the diagnosis: what follows it only repeats it.
            var worst = layers.MaxBy(layer => layer.DecadesLeft)!;
            yield return Describe(overwriting, overwriting.Step, layers, worst, FormattableString.Invariant($"one step changes it by {worst.UpdateRatio:0.0e+0} times its own size."));
            yield break;
        }

        if (Streak.Current(history, Repeats, reading => Starved(reading, steps)) is not { } streak) yield break;
        var grown = Grown(streak.Latest);
        var starved = Starved(streak.Latest, steps);
        yield return Describe(
            streak.Latest, streak.Since, grown, grown.MaxBy(layer => layer.DecadesLeft)!,
            FormattableString.Invariant($"steps small enough for it move {Places.Range(starved)} by less than {LeastMovement:0.##%} in {steps:N0} steps."));
    }

    IReadOnlyList<LayerState> Grown(StepReading reading) =>
        [.. LayerProfile.Of(reading).Where(layer => layer.DecadesLeft > Math.Log10(ToleratedGrowth))];

    IReadOnlyList<LayerState> Overwritten(StepReading reading) => [.. Grown(reading).Where(layer => layer.UpdateRatio >= OverwritingRatio && double.IsFinite(layer.UpdateRatio))];

    IReadOnlyList<LayerState> Starved(StepReading reading, long steps)
    {
        var grown = Grown(reading);
        if (grown.Count == 0) return [];
        var fastest = grown.Max(layer => layer.UpdateRatio);
        return
        [
            .. LayerProfile.Of(reading).Where(layer =>
                layer.UpdateRatio * steps < LeastMovement && layer.UpdateRatio * ToleratedGrowth < fastest && fastest * steps >= LeastMovement),
        ];
    }

    Finding Describe(StepReading reading, long since, IReadOnlyList<LayerState> layers, LayerState worst, string consequence) => new()
    {
        Id = Id,
        Severity = Severity.Error,
        Place = Places.Range(layers),
        Step = since,
        Summary = $"The gradient at {worst.Name} is {Decades.Share(worst.DecadesLeft)} times that at the output; {consequence}",
        Causes = Causes.OfDecades(reading, shrinking: false),
        Evidence =
        [
            new Evidence($"decades that the gradient has grown by at {worst.Name}", worst.DecadesLeft, Math.Log10(ToleratedGrowth)),
            new Evidence($"update ratio of {worst.Name} in one step", worst.UpdateRatio, OverwritingRatio),
        ],
        Treatments = Causes.TreatmentsFor(reading, shrinking: false),
    };
}
