using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>The gradient shrinks so much on its way back that layers far from the loss learn nothing.</summary>
/// <remarks>
/// <para>A small gradient is no illness. This one needs four things at once, on average over the readings, as a sequential test at
/// <see cref="ErrorRate"/> proves, and in the latest: the shape (less than <see cref="SurvivingShare"/> of the output gradient's norm arrives), the consequence (in the whole
/// training the layer moves by less than <see cref="LeastMovement"/> of its own size even if all its steps point the same way), the
/// contrast (another layer's weights or biases do move, at least 1 / <see cref="SurvivingShare"/> times as fast), and the reach (the very
/// first layer is among them). So a converged network, a tiny learning rate everywhere, an optimizer that rescales small gradients, or a
/// slow side branch is left in peace.</para>
/// </remarks>
public sealed record VanishingGradient : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "vanishing-gradient";

    /// <summary>The share of the output gradient's norm that must arrive at a layer, 0 to 1; 0.01 unless said otherwise.</summary>
    public double SurvivingShare { get; init => field = Require.Fraction(value); } = 0.01;

    /// <summary>The share of its own size by which a layer must be able to move in the whole training, 0 to 1; 0.01 unless said otherwise.</summary>
    public double LeastMovement { get; init => field = Require.Fraction(value); } = 0.01;

    /// <summary>How long a training is taken to be where nobody has said so, in steps; 10,000 unless said otherwise.</summary>
    public long AssumedSteps { get; init => field = Require.Between(value, 1, long.MaxValue, nameof(AssumedSteps)); } = 10_000;

    /// <summary>How often, at most, chance alone may raise this, however long the training is watched; 0 to 1, 0.001 unless said otherwise.</summary>
    public double ErrorRate { get; init => field = Require.Fraction(value); } = 1e-3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var steps = history.PlannedSteps ?? AssumedSteps;
        // One test is enough, however many layers there are: without the very first layer there is no finding.
        if (SequentialEvidence.Of(history, this, ErrorRate, tests: 1, reading => MarginOfFirst(reading, steps)) is not { } evidence) yield break;

        var reading = evidence.Latest;
        var layers = LayerProfile.Of(reading);
        var margin = Margins(layers, steps);
        var starved = layers.Where(layer => margin(layer) < 0).ToList();
        var deepest = starved.MinBy(layer => layer.DecadesLeft)!;
        var measured = !double.IsNaN(deepest.UpdateRatio);
        yield return new Finding
        {
            Id = Id,
            Severity = measured ? Severity.Error : Severity.Warning,
            Place = Places.Range(starved),
            Step = evidence.Since,
            Confidence = evidence.Confidence,
            Summary = FormattableString.Invariant($"{Left(deepest)} reaches {deepest.Name}; {starved.Count} of {layers.Count} layers ")
                + (measured
                    ? FormattableString.Invariant($"would move by less than {LeastMovement:0.##%} of their size in {steps:N0} steps.")
                    : "are pulled too weakly, next to the others, for float32 to notice."),
            Causes = Causes.OfDecades(reading, shrinking: true),
            Evidence = [.. Numbers(deepest, layers, steps, measured)],
            Treatments = Causes.TreatmentsFor(reading, shrinking: true),
        };
    }

    /// <summary>
    /// What vanishes on its way back is missing from there to the very first layer. Where that one still learns, a side branch is slow for
    /// reasons of its own: queries and keys, whose attention is still even, get next to nothing in every healthy transformer.
    /// </summary>
    double MarginOfFirst(StepReading reading, long steps)
    {
        var layers = LayerProfile.Of(reading);
        return layers.Count == 0 ? double.NaN : Margins(layers, steps)(layers[0]);
    }

    /// <summary>How far a layer is from starving, in decades, by the condition that it meets worst; negative where it meets them all.</summary>
    Func<LayerState, double> Margins(IReadOnlyList<LayerState> layers, long steps)
    {
        // Biases count for the contrast: where the forward signal dies as well, no weights move, and only the last biases still learn.
        var fastest = layers.Select(layer => layer.Movement).Where(movement => !double.IsNaN(movement)).DefaultIfEmpty(double.NaN).Max();
        if (double.IsNaN(fastest)) return MarginsOfPull(layers);
        if (!(fastest * steps >= LeastMovement)) return _ => double.PositiveInfinity;
        return layer => Math.Max(
            layer.DecadesLeft - Math.Log10(SurvivingShare),
            Decades.Over(layer.UpdateRatio, Math.Min(LeastMovement / steps, SurvivingShare * fastest)));
    }

    /// <summary>
    /// Without an optimizer to watch, consequences can only be compared: a layer that is pulled 2^-24 / 1e-3 times as weakly as another
    /// gets updates below float32's resolution when that other one moves at a healthy 1e-3 a step.
    /// </summary>
    Func<LayerState, double> MarginsOfPull(IReadOnlyList<LayerState> layers)
    {
        var strongest = layers.Select(layer => layer.PullRatio).Where(ratio => !double.IsNaN(ratio)).DefaultIfEmpty(0).Max();
        if (strongest == 0) return _ => double.PositiveInfinity;
        var limit = strongest * Math.ScaleB(1, -24) / 1e-3;
        return layer => Math.Max(layer.DecadesLeft - Math.Log10(SurvivingShare), Decades.Over(layer.PullRatio, limit));
    }

    IEnumerable<Evidence> Numbers(LayerState deepest, IReadOnlyList<LayerState> layers, long steps, bool measured)
    {
        yield return new Evidence($"decades of the output gradient left at {deepest.Name}", deepest.DecadesLeft, Math.Log10(SurvivingShare));
        if (measured)
        {
            yield return new Evidence($"update ratio of {deepest.Name} in one step", deepest.UpdateRatio, LeastMovement / steps);
            var fastest = layers.MaxBy(layer => layer.Movement)!;
            yield return new Evidence($"movement of {fastest.Name}, the fastest layer, in one step", fastest.Movement, double.NaN);
            yield return new Evidence($"share of {deepest.Name}'s updates that rounding swallows", deepest.LostShare, double.NaN);
        }
        else
        {
            yield return new Evidence($"gradient over weight norm of {deepest.Name}", deepest.PullRatio, double.NaN);
        }
    }

    static string Left(LayerState layer) =>
        double.IsNegativeInfinity(layer.DecadesLeft) ? "Nothing of the output gradient" : $"{Decades.Share(layer.DecadesLeft)} of the output gradient";
}
