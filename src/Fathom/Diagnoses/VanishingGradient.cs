using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>The gradient shrinks so much on its way back that layers far from the loss learn nothing.</summary>
/// <remarks>
/// <para>A small gradient is no illness. This one needs four things at once, for <see cref="Repeats"/> readings in a row and in the
/// latest: the shape (less than <see cref="SurvivingShare"/> of the output gradient's norm arrives), the consequence (in the whole
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

    /// <summary>In how many readings in a row it must be seen; 3 unless said otherwise.</summary>
    public int Repeats { get; init => field = Require.Between(value, 1, 1_000, nameof(Repeats)); } = 3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var steps = history.PlannedSteps ?? AssumedSteps;
        if (Streak.Current(history, Repeats, reading => Starved(reading, steps)) is not { } streak) yield break;

        var reading = streak.Latest;
        var layers = LayerProfile.Of(reading);
        var starved = Starved(reading, steps);
        var deepest = starved.MinBy(layer => layer.DecadesLeft)!;
        var measured = !double.IsNaN(deepest.UpdateRatio);
        yield return new Finding
        {
            Id = Id,
            Severity = measured ? Severity.Error : Severity.Warning,
            Place = Places.Range(starved),
            Step = streak.Since,
            Summary = FormattableString.Invariant($"{Left(deepest)} reaches {deepest.Name}; {starved.Count} of {layers.Count} layers ")
                + (measured
                    ? FormattableString.Invariant($"would move by less than {LeastMovement:0.##%} of their size in {steps:N0} steps.")
                    : "are pulled too weakly, next to the others, for float32 to notice."),
            Causes = Causes.OfDecades(reading, shrinking: true),
            Evidence = [.. Numbers(deepest, layers, steps, measured)],
            Treatments = Causes.TreatmentsFor(reading, shrinking: true),
        };
    }

    IReadOnlyList<LayerState> Starved(StepReading reading, long steps)
    {
        var layers = LayerProfile.Of(reading);
        // Biases count for the contrast: where the forward signal dies as well, no weights move, and only the last biases still learn.
        var fastest = layers.Select(layer => layer.Movement).Where(movement => !double.IsNaN(movement)).DefaultIfEmpty(double.NaN).Max();
        IReadOnlyList<LayerState> starved = double.IsNaN(fastest) ? StarvedByPull(layers) :
        [
            .. layers.Where(layer =>
                layer.DecadesLeft < Math.Log10(SurvivingShare)
                && layer.UpdateRatio * steps < LeastMovement
                && layer.UpdateRatio < SurvivingShare * fastest
                && fastest * steps >= LeastMovement),
        ];

        // What vanishes on its way back is missing from there to the very first layer. Where that one still learns, a side branch is
        // slow for reasons of its own: queries and keys, whose attention is still even, get next to nothing in every healthy transformer.
        return starved.Count > 0 && ReferenceEquals(starved[0], layers[0]) ? starved : [];
    }

    /// <summary>
    /// Without an optimizer to watch, consequences can only be compared: a layer that is pulled 2^-24 / 1e-3 times as weakly as another
    /// gets updates below float32's resolution when that other one moves at a healthy 1e-3 a step.
    /// </summary>
    IReadOnlyList<LayerState> StarvedByPull(IReadOnlyList<LayerState> layers)
    {
        var strongest = layers.Select(layer => layer.PullRatio).Where(ratio => !double.IsNaN(ratio)).DefaultIfEmpty(0).Max();
        var limit = strongest * Math.ScaleB(1, -24) / 1e-3;
        return [.. layers.Where(layer => layer.DecadesLeft < Math.Log10(SurvivingShare) && layer.PullRatio < limit)];
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
