using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>The gradient grows so much on its way back that steps overwrite layers, or that the others are left without any.</summary>
/// <remarks>
/// Needs the shape (the gradient norm at a layer is more than <see cref="ToleratedGrowth"/> times that at the output) and one of three
/// consequences: a step that changes the layer by at least <see cref="OverwritingRatio"/> of its own size, or, where clipping or a tiny
/// learning rate prevents that, layers near the output that move by less than <see cref="LeastMovement"/> in the whole training; or, where
/// all layers move alike, steps so small that together they remove less than that share of the loss, which has not fallen.
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

    /// <summary>
    /// How often, at most, chance alone may show starved layers, however long the training is watched; 0 to 1, 0.001 unless said otherwise.
    /// One overwriting step suffices.
    /// </summary>
    public double ErrorRate { get; init => field = Require.Fraction(value); } = 1e-3;

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
            var since = history.Earliest((this, nameof(Overwritten)), overwriting.Step);
            yield return Describe(history, overwriting, since, layers, worst, FormattableString.Invariant($"one step changes it by {worst.UpdateRatio:0.0e+0} times its own size."));
            yield break;
        }

        if (Starving(history, steps) is { } starving)
        {
            var grown = Grown(starving.Evidence.Latest);
            yield return Describe(
                history, starving.Evidence.Latest, starving.Evidence.Since, grown, grown.MaxBy(layer => layer.DecadesLeft)!,
                FormattableString.Invariant($"steps small enough for it move {Places.Range(starving.Layers)} by less than {LeastMovement:0.##%} in {steps:N0} steps."))
                with { Confidence = starving.Evidence.Confidence };
            yield break;
        }

        if (StandingStill(history, steps) is not { } still) yield break;
        var all = Grown(still.Latest);
        yield return Describe(
            history, still.Latest, still.Since, all, all.MaxBy(layer => layer.DecadesLeft)!,
            FormattableString.Invariant($"steps small enough for it remove {Math.Abs(PolyakRatio.Of(still.Latest)) * steps:0.0e+0} of the loss in {steps:N0} steps."))
            with { Severity = Severity.Warning, Confidence = still.Confidence };
    }

    /// <summary>The layers that starve in the latest reading and are proven to, and the earliest of the proofs.</summary>
    (IReadOnlyList<LayerState> Layers, SequentialEvidence Evidence)? Starving(ReadingHistory history, long steps)
    {
        if (history.Readings.LastOrDefault(reading => !reading.HasNonFinite) is not { } latest) return null;
        var layers = LayerProfile.Of(latest);
        var proven = layers.Where(layer => MarginOf(layer.Name, latest, steps) < 0)
            .Select(layer => (Layer: layer, Evidence: SequentialEvidence.Of(
                history, (this, layer.Name), ErrorRate, layers.Count, reading => MarginOf(layer.Name, reading, steps))))
            .Where(pair => pair.Evidence is not null).ToList();
        return proven.Count == 0 ? null : ([.. proven.Select(pair => pair.Layer)], proven.MinBy(pair => pair.Evidence!.Since).Evidence!);
    }

    /// <summary>How far a layer is from starving beside one that explodes, in decades; negative where it does.</summary>
    double MarginOf(string name, StepReading reading, long steps)
    {
        var layers = LayerProfile.Of(reading);
        if (layers.FirstOrDefault(layer => string.Equals(layer.Name, name, StringComparison.Ordinal)) is not { } layer) return double.NaN;
        var fastest = layers.Where(IsGrown).Select(grown => grown.UpdateRatio).DefaultIfEmpty(0).Max();
        return fastest * steps >= LeastMovement
            ? Decades.Over(layer.UpdateRatio, Math.Min(LeastMovement / steps, fastest / ToleratedGrowth))
            : double.PositiveInfinity;
    }

    /// <summary>Where all layers move alike there are none that starve: then the steps are small for all of them.</summary>
    SequentialEvidence? StandingStill(ReadingHistory history, long steps)
    {
        if (!SmallSteps.LeaveTheLoss(history, 1 - LeastMovement)) return null;
        var rising = SmallSteps.Rising(history);
        return SequentialEvidence.Of(history, (this, nameof(StandingStill)), ErrorRate, tests: 1, reading => Math.Max(
            Math.Log10(ToleratedGrowth) - LayerProfile.Of(reading).Select(layer => layer.DecadesLeft).DefaultIfEmpty(double.NaN).Max(),
            SmallSteps.Margin(reading, steps, LeastMovement, rising)));
    }

    IReadOnlyList<LayerState> Grown(StepReading reading) => [.. LayerProfile.Of(reading).Where(IsGrown)];

    bool IsGrown(LayerState layer) => layer.DecadesLeft > Math.Log10(ToleratedGrowth);

    IReadOnlyList<LayerState> Overwritten(StepReading reading) => [.. Grown(reading).Where(layer => layer.UpdateRatio >= OverwritingRatio && double.IsFinite(layer.UpdateRatio))];

    Finding Describe(ReadingHistory history, StepReading reading, long since, IReadOnlyList<LayerState> layers, LayerState worst, string consequence) => new()
    {
        Id = Id,
        Severity = Severity.Error,
        Place = Places.Range(layers),
        Step = since,
        Summary = $"The gradient at {worst.Name} is {Decades.Share(worst.DecadesLeft)} times that at the output; {consequence}",
        Causes = Causes.OfDecades(reading, shrinking: false, worst.DecadesLeft, AtFirst(history, worst.Name)),
        Evidence =
        [
            new Evidence($"decades that the gradient has grown by at {worst.Name}", worst.DecadesLeft, Math.Log10(ToleratedGrowth)),
            new Evidence($"update ratio of {worst.Name} in one step", worst.UpdateRatio, OverwritingRatio),
        ],
        Treatments = Causes.TreatmentsFor(reading, shrinking: false),
    };

    /// <summary>The decades by which the gradient had grown at a layer before any step was taken; NaN where nobody saw it.</summary>
    static double AtFirst(ReadingHistory history, string layer) =>
        history.First is { HasNonFinite: false } first
            ? LayerProfile.Of(first).Where(state => string.Equals(state.Name, layer, StringComparison.Ordinal)).Select(state => state.DecadesLeft).DefaultIfEmpty(double.NaN).First()
            : double.NaN;
}
