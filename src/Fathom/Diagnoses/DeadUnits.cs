using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>Units of an activation whose slope is zero for every sample: no gradient passes them, and they do not come back.</summary>
/// <remarks>
/// Some dead rectifiers are healthy. An error is a layer of nothing else, which cuts off all layers before it; a warning are so many that
/// the gradient's norm loses <see cref="LostDecades"/>, or a layer of nothing else with a way around it; a note is a layer of which a quarter or less is alive.
/// </remarks>
public sealed record DeadUnits : IDiagnosis
{
    // Half of what he-normal counts on: its variance of 2/fan-in makes up for half of the units being off.
    const double NamedShare = 0.25;

    // Where samples spread by s around means of deviation one, 135 of them leave a share of 2.7·√(2/π)·s of the units on both sides.
    const double Alike = 0.1;

    /// <inheritdoc/>
    public string Id => "dead-units";

    /// <summary>The share of samples for which a unit may be alive and still count as dead, 0 to 1; 0.05 unless said otherwise.</summary>
    public double RareShare { get; init => field = Require.Fraction(value); } = 0.05;

    /// <summary>How often a unit that is alive for more than <see cref="RareShare"/> may be called dead, 0 to 1; 0.001 unless said otherwise.</summary>
    public double ErrorRate { get; init => field = Require.Fraction(value); } = 1e-3;

    /// <summary>The decades of the gradient's norm that dead units may take, above 0; 1 unless said otherwise.</summary>
    public double LostDecades { get; init => field = Require.Positive(value); } = 1;

    /// <summary>How many samples must have found a unit dead: (1 − <see cref="RareShare"/>)^n ≤ <see cref="ErrorRate"/>.</summary>
    public int NeededSamples => (int)Math.Min(1e9, Math.Ceiling(Math.Log(ErrorRate) / Math.Log(1 - RareShare)));

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var readings = history.Readings.Where(reading => !reading.HasNonFinite).ToList();
        if (Judge(readings, readings.Count) is not { } latest) yield break;

        var until = readings.Count;
        while (Judge(readings, until - 1) is { } earlier && earlier.Severity >= latest.Severity) until--;
        // What lives still suffices where the training learns, whatever it could be with the rest.
        var isBorne = latest.Severity == Severity.Warning && LossCourse.Of(history).HasLearnt;
        yield return Describe(isBorne ? latest with { Severity = Severity.Note } : latest, readings, readings[until - 1].Step);
    }

    Verdict? Judge(List<StepReading> readings, int until)
    {
        if (until == 0) return null;
        var layers = Layers(readings, until).Where(layer => layer.AliveShare <= NamedShare).ToList();
        if (layers.Count == 0) return null;
        var whole = layers.Where(layer => layer.Dead.Count == layer.Units).ToList();
        if (whole.Count > 0) return new Verdict(whole.Exists(layer => CutsOff(readings[until - 1], layer)) ? Severity.Error : Severity.Warning, whole, double.PositiveInfinity);
        var decades = layers.Sum(layer => layer.Decades);
        return new Verdict(decades >= LostDecades ? Severity.Warning : Severity.Note, layers, decades);
    }

    /// <summary>The hidden activations with the units that the latest readings found dead, over as many samples as are needed.</summary>
    IEnumerable<Layer> Layers(List<StepReading> readings, int until)
    {
        var anatomy = new Anatomy(readings[until - 1]);
        foreach (var place in anatomy.Order.Where(place => place is { Kind: LinkKind.Slope, Units: not null } && anatomy.IsHidden(place)))
        {
            HashSet<int>? dead = null;
            long samples = 0;
            for (var at = until - 1; at >= 0 && samples < NeededSamples; at--)
            {
                var seen = Seen(readings[at], place.Name);
                if (seen.Count == 0) continue;
                // A shared module has several calls in a step: a unit is dead where all of them find it so.
                foreach (var units in seen) dead = dead is null ? [.. units.FlatUnits] : [.. dead.Intersect(units.FlatUnits)];
                samples += seen.Max(units => units.Samples);
            }

            if (samples >= NeededSamples) yield return new Layer(place.Name, place.Type, dead!, place.Units!.Units, samples);
        }
    }

    static List<UnitReading> Seen(StepReading reading, string place) =>
        [.. reading.Places.Where(call => call.Name == place).Select(call => call.Units).OfType<UnitReading>()];

    /// <summary>True where no weights before the layer got any gradient, so that no way leads around it.</summary>
    static bool CutsOff(StepReading reading, Layer layer) => reading.Places.TakeWhile(place => place.Name != layer.Name)
        .Where(place => place is { Kind: LinkKind.Weight or LinkKind.Recurrent, IsContainer: false }).All(place => place.Gradient is null or { Norm: 0 });

    Finding Describe(Verdict verdict, IReadOnlyList<StepReading> readings, long since)
    {
        var worst = verdict.Layers.MaxBy(layer => (double)layer.Dead.Count / layer.Units)!;
        var share = (double)worst.Dead.Count / worst.Units;
        return new Finding
        {
            Id = Id,
            Severity = verdict.Severity,
            Place = verdict.Layers.Count == 1 ? worst.Name : $"{verdict.Layers[0].Name}..{verdict.Layers[^1].Name}",
            Step = since,
            Summary = FormattableString.Invariant($"{worst.Dead.Count} of {worst.Units} units of {worst.Name} ({worst.Type}) have no slope for any of {worst.Samples} samples."),
            Confidence = 1 - ErrorRate,
            Meaning = verdict.Severity switch
            {
                Severity.Error => $"No gradient gets past {worst.Name}: all layers before it stay as they are, and the output does not depend on the input.",
                Severity.Warning when double.IsInfinity(verdict.Decades) => $"The branch of {worst.Name} learns nothing; only the way around it does.",
                Severity.Warning => FormattableString.Invariant($"Dead units take {verdict.Decades:0.0} decades of the gradient's norm, and the network works with what is left of its width."),
                _ => "The network works with what is left of its width; the rest still learns.",
            },
            Causes = CausesOf(verdict.Layers, readings),
            Evidence =
            [
                new Evidence($"share of dead units in {worst.Name}", share, verdict.Severity == Severity.Error ? 1 : 1 - NamedShare),
                new Evidence("decades of the gradient's norm that dead units take", verdict.Decades, LostDecades),
                new Evidence("samples that found them dead", worst.Samples, NeededSamples),
            ],
            Treatments =
            [
                .. CausesOf(verdict.Layers, readings)[0].Id == "learning-rate"
                    ? (string[])["Restart with a learning rate ten times lower, or with a warm-up: dead units do not come back by themselves."]
                    : ["Start biases at zero and weights with he-normal, and standardise the inputs."],
                $"Replace {worst.Type} by leaky-relu, elu or gelu, whose slope does not end at zero.",
                "Or normalise before each activation: then no unit is on one side for all samples of a batch.",
            ],
        };
    }

    static IReadOnlyList<Cause> CausesOf(IReadOnlyList<Layer> layers, IReadOnlyList<StepReading> readings)
    {
        var dead = layers.Sum(layer => layer.Dead.Count);
        var deaths = layers.SelectMany(layer => layer.Dead.Select(unit => DiedAlike(layer.Name, unit, readings)).OfType<bool>()).ToList();
        var died = deaths.Count(alike => !alike);
        var collapsed = deaths.Count - died;
        var fastest = readings.SelectMany(reading => reading.Parameters).Select(parameter => parameter.Update?.Ratio ?? double.NaN).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        var largeInput = readings[0].Inputs.Select(input => input.Values.RootMeanSquare).DefaultIfEmpty(0).Max() is >= 10 and var size ? size : double.NaN;
        var isBlank = readings[0].Inputs.Count > 0 && readings[0].Inputs.All(input => input.Values is { Norm: 0, HasNonFinite: false });
        var bornShare = 1 - ((double)deaths.Count / dead);
        var born = isBlank
            ? new Cause("input-scale", bornShare, "all inputs are zero, so that there is nothing to be alive for")
            : double.IsNaN(largeInput)
            ? new Cause("weight-scale", bornShare, FormattableString.Invariant($"{dead - deaths.Count} units were dead in the first reading: {Before(layers[0], readings[0])}"))
            : new Cause("input-scale", bornShare, FormattableString.Invariant($"{dead - deaths.Count} units were dead in the first reading, with inputs of size {largeInput:0.0e+0}"));
        var causes = new[]
        {
            new Cause("learning-rate", (double)died / dead, FormattableString.Invariant($"{died} units were alive in an earlier reading; the largest step seen changed weights by {fastest:0.0e+0} of their size")),
            new Cause("rank-collapse", (double)collapsed / dead, FormattableString.Invariant($"{collapsed} units died where samples differ by less than {Alike:0.##} of what they share, so that a unit is on or off for all of them")),
            born,
        };
        return [.. causes.Where(cause => cause.Share > 0).OrderByDescending(cause => cause.Share)];
    }

    /// <summary>
    /// Whether samples looked alike to a unit when it died: before, or behind a step that left the layer's sums below size one, so that nothing was
    /// thrown far; null where it was never seen alive.
    /// </summary>
    static bool? DiedAlike(string layer, int unit, IReadOnlyList<StepReading> readings)
    {
        for (var at = readings.Count - 1; at >= 0; at--)
        {
            if (Seen(readings[at], layer) is not { Count: > 0 } seen || seen.TrueForAll(units => units.FlatUnits.Contains(unit))) continue;
            return SumsBefore(readings[at], layer) is { Units.SampleSpread: < Alike }
                || (at + 1 < readings.Count && SumsBefore(readings[at + 1], layer) is { Units.SampleSpread: < Alike, Activation.RootMeanSquare: < 1 });
        }

        return null;
    }

    static PlaceReading? SumsBefore(StepReading reading, string layer)
    {
        var anatomy = new Anatomy(reading);
        return anatomy.Order.FirstOrDefault(place => place.Name == layer) is { } place ? anatomy.WeightBefore(place) : null;
    }

    static string Before(Layer layer, StepReading reading)
    {
        var anatomy = new Anatomy(reading);
        var place = anatomy.Order.FirstOrDefault(place => place.Name == layer.Name);
        return place is not null && anatomy.WeightBefore(place) is { Activation: { Count: > 0 } summary } before
            ? FormattableString.Invariant($"what {before.Name} hands on has mean {summary.Mean:0.##} and size {summary.RootMeanSquare:0.##}")
            : "weights and biases began so";
    }

    sealed record Layer(string Name, string Type, IReadOnlySet<int> Dead, int Units, long Samples)
    {
        public double AliveShare => 1 - ((double)Dead.Count / Units);

        /// <summary>A share a of units alive leaves √(2a) of a gradient's norm that is spread evenly; he-normal counts on a half.</summary>
        public double Decades => -0.5 * Math.Log10(2 * AliveShare);
    }

    sealed record Verdict(Severity Severity, IReadOnlyList<Layer> Layers, double Decades);
}
