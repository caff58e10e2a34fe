using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>The gradient grows from time step to time step on its way back, so that one step overwrites a recurrent layer or starves the rest.</summary>
/// <remarks>
/// The shape: the norm at some time step is more than <see cref="ToleratedGrowth"/> times that at the last, and more than the number of steps
/// times, which is what answers at every step add up to without any growth. One of two consequences: a step that changes the
/// layer by at least <see cref="OverwritingRatio"/> of its own size, or, where clipping or a tiny rate prevents that, all layers outside
/// it move by less than <see cref="LeastMovement"/> in the whole training while it does move.
/// </remarks>
public sealed record ExplodingThroughTime : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "exploding-through-time";

    /// <summary>How many times the last step's gradient norm may arrive at another; above 1, 100 unless said otherwise.</summary>
    public double ToleratedGrowth { get; init => field = Require.Between(value, 1.0, 1e300, nameof(ToleratedGrowth)); } = 100;

    /// <summary>The change of a parameter in one step, over its own size, from which on the step overwrites it; 1 unless said otherwise.</summary>
    public double OverwritingRatio { get; init => field = Require.Positive(value); } = 1;

    /// <summary>The share of its own size by which a layer must be able to move in the whole training, 0 to 1; 0.01 unless said otherwise.</summary>
    public double LeastMovement { get; init => field = Require.Fraction(value); } = 0.01;

    /// <summary>How long a training is taken to be where nobody has said so, in steps; 10,000 unless said otherwise.</summary>
    public long AssumedSteps { get; init => field = Require.Between(value, 1, long.MaxValue, nameof(AssumedSteps)); } = 10_000;

    /// <summary>How often, at most, chance alone may show a starved rest, however long the training is watched; 0 to 1, 0.001 unless said otherwise.</summary>
    public double ErrorRate { get; init => field = Require.Fraction(value); } = 1e-3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var modules = history.Readings.SelectMany(TimeLedger.All).Select(time => time.Module).Distinct(StringComparer.Ordinal).ToList();
        foreach (var module in modules)
        {
            if (history.Readings.FirstOrDefault(reading => !reading.HasNonFinite && Growth(reading, module) > 0 && Largest(reading, module) >= OverwritingRatio) is { } overwriting)
            {
                var since = history.Earliest((this, module, nameof(OverwritingRatio)), overwriting.Step);
                yield return Describe(overwriting, since, module, FormattableString.Invariant($"one step changes it by {Largest(overwriting, module):0.0e+0} times its own size."));
                continue;
            }

            var steps = history.PlannedSteps ?? AssumedSteps;
            if (SequentialEvidence.Of(history, (this, module), ErrorRate, modules.Count, reading => Margin(reading, module, steps)) is not { } evidence) continue;
            yield return Describe(
                evidence.Latest, evidence.Since, module,
                FormattableString.Invariant($"steps small enough for it move all other layers by less than {LeastMovement:0.##%} in {steps:N0} steps."))
                with { Confidence = evidence.Confidence };
        }
    }

    /// <summary>By how many decades the gradient grows beyond what is tolerated; NaN where there is nothing to compare.</summary>
    double Growth(StepReading reading, string module) =>
        TimeLedger.Of(reading, module) is { } time ? Farthest(time) - Math.Log10(Math.Max(ToleratedGrowth, time.Steps)) : double.NaN;

    static double Farthest(TimeLedger time) => Enumerable.Range(0, time.Steps).Select(time.Decades).Where(decades => !double.IsNaN(decades)).DefaultIfEmpty(double.NaN).Max();

    /// <summary>How far all layers outside the module are from starving beside it, in decades; negative where they all do.</summary>
    double Margin(StepReading reading, string module, long steps)
    {
        var inside = Largest(reading, module);
        var outside = LayerProfile.Of(reading).Where(layer => !IsInside(layer.Name, module)).Select(layer => layer.UpdateRatio).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        if (!(inside * steps >= LeastMovement)) return double.IsNaN(inside) ? double.NaN : double.PositiveInfinity;
        return Math.Max(-Growth(reading, module), Decades.Over(outside, Math.Min(LeastMovement / steps, inside / ToleratedGrowth)));
    }

    /// <summary>The largest finite update ratio of the module's matrices: biases begin at zero, and any step overwrites those.</summary>
    static double Largest(StepReading reading, string module) =>
        reading.Parameters.Where(parameter => IsInside(LayerProfile.Owner(parameter.Name), module) && !parameter.Name.Contains("bias", StringComparison.OrdinalIgnoreCase))
            .Select(parameter => parameter.Update?.Ratio ?? double.NaN).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();

    static bool IsInside(string name, string module) =>
        string.Equals(name, module, StringComparison.Ordinal) || name.StartsWith(module + ".", StringComparison.Ordinal);

    Finding Describe(StepReading reading, long since, string module, string consequence)
    {
        var time = TimeLedger.Of(reading, module)!;
        var type = reading.Places.First(place => string.Equals(place.Name, module, StringComparison.Ordinal)).Type;
        var ratio = Largest(reading, module);
        return new Finding
        {
            Id = Id,
            Severity = Severity.Error,
            Place = module,
            Step = since,
            Summary = $"The gradient of {module} grows to {Decades.Share(Farthest(time))} times that of the last of {time.Steps} time steps; {consequence}",
            Meaning = "Each step is decided by the earliest inputs alone, and throws away what was learnt from the others.",
            Causes = double.IsNaN(time.DecadesPerStep) ? [] :
            [
                new Cause("recurrent-steps", 1, FormattableString.Invariant(
                    $"each of {time.Steps} steps ({type}) multiplies the gradient norm by {Math.Pow(10, time.DecadesPerStep):0.###} on average: {time.DecadesPerStep:+0.00;-0.00} decades")),
            ],
            Evidence =
            [
                new Evidence($"decades that the gradient has grown by in {module}", Farthest(time), Math.Log10(Math.Max(ToleratedGrowth, time.Steps))),
                new Evidence($"update ratio of {module} in one step", ratio, OverwritingRatio),
            ],
            Treatments =
            [
                "Start the recurrent weights orthogonal or as an identity, so that a step keeps the norm.",
                "Clip the gradient's norm: the growth from step to step stays, but no step of the optimizer is thrown far.",
                "Or replace the rnn by an lstm or a gru, whose memory passes from step to step by addition.",
            ],
        };
    }
}
