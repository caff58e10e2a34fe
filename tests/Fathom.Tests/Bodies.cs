using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Tests;

/// <summary>Readings of a plain stack of layers, linear1, act1, linear2, ..., as wide as it is deep in detail: units, inputs, output, weights.</summary>
static class Bodies
{
    /// <summary>How wide every hidden layer is.</summary>
    public const int Width = 64;

    /// <summary>A network in good health, of <paramref name="depth"/> hidden layers and ten classes, at its first step.</summary>
    public static StepReading Healthy(string activation = "ReLU", int depth = 4, double loss = 2.4)
    {
        var places = new List<PlaceReading>();
        var parameters = new List<ParameterReading>();
        var links = new List<Link>();
        for (var layer = 1; layer <= depth + 1; layer++)
        {
            var isLast = layer > depth;
            var units = isLast ? 10 : Width;
            var wanted = activation == "ReLU" && !isLast ? 2.0 : 1.0;
            places.Add(new PlaceReading { Name = $"linear{layer}", Type = "Linear", Kind = LinkKind.Weight, Activation = Sized(1, Width), Gradient = Sized(0.01, Width), Units = Units(units) });
            parameters.Add(Weight(layer, Math.Sqrt(wanted / Width), units * Width));
            links.Insert(0, new Link($"linear{layer}", LinkKind.Weight, 1));
            if (isLast) continue;
            places.Add(new PlaceReading { Name = $"act{layer}", Type = activation, Kind = LinkKind.Slope, Activation = Sized(0.6, Width), Gradient = Sized(0.01, Width), Units = Units(Width) with { SaturatedShare = 0.1 } });
            links.Insert(0, new Link($"act{layer}", LinkKind.Slope, activation == "Sigmoid" ? 0.2 : 0.7));
        }

        return new StepReading
        {
            Step = 1,
            Loss = loss,
            LearningRate = 0.1,
            Places = places,
            Parameters = parameters,
            Inputs = [new InputReading { Values = Sized(1, 32 * Width), SampleSpread = 0.9 }],
            Output = new OutputReading { Type = "Linear", Columns = 10, Rows = 32, Minimum = -2, Maximum = 2, FarthestSumFromOne = 3, GradientImbalance = 1e-7, SmallestPull = 0.02, LargestPull = 0.97 },
            Ledger = new ChainLedger(links, 0.08),
        };
    }

    /// <summary>A history of readings at steps 1, 2, ... with losses of their own or those of <paramref name="losses"/>.</summary>
    public static ReadingHistory History(IEnumerable<StepReading> readings, TrainingFacts? facts = null, Func<int, double>? losses = null)
    {
        var history = new ReadingHistory(facts: facts ?? new TrainingFacts { PlannedSteps = 1_000 });
        var step = 0;
        foreach (var reading in readings) history.Add(reading with { Step = ++step, Loss = losses?.Invoke(step) ?? reading.Loss });
        return history;
    }

    /// <summary>The same reading several times.</summary>
    public static ReadingHistory Lasting(StepReading reading, int count = 5, TrainingFacts? facts = null, Func<int, double>? losses = null) =>
        History(Enumerable.Repeat(reading, count), facts, losses);

    /// <summary>Another reading, with each place of <paramref name="name"/> (a beginning of it) changed.</summary>
    public static StepReading WithPlaces(this StepReading reading, string name, Func<PlaceReading, PlaceReading> change) =>
        reading with { Places = [.. reading.Places.Select(place => place.Name.StartsWith(name, StringComparison.Ordinal) ? change(place) : place)] };

    /// <summary>Another reading, with each parameter of <paramref name="name"/> (a beginning of it) changed.</summary>
    public static StepReading WithParameters(this StepReading reading, string name, Func<ParameterReading, ParameterReading> change) =>
        reading with { Parameters = [.. reading.Parameters.Select(parameter => parameter.Name.StartsWith(name, StringComparison.Ordinal) ? change(parameter) : parameter)] };

    /// <summary>Another reading, with links of <paramref name="name"/> (a beginning of it) of another gain.</summary>
    public static StepReading WithGain(this StepReading reading, string name, double gain) =>
        reading with { Ledger = new ChainLedger(reading.Ledger.Links.Select(link => link.Name.StartsWith(name, StringComparison.Ordinal) ? link with { Gain = gain } : link), reading.Ledger.OutputNorm) };

    /// <summary>Another reading, with an input of one size.</summary>
    public static StepReading WithInput(this StepReading reading, double size, double spread = 0.9) =>
        reading with { Inputs = [new InputReading { Values = Sized(size, 32 * Width), SampleSpread = spread }] };

    /// <summary>A normalisation behind a place.</summary>
    public static StepReading WithNormBehind(this StepReading reading, string name) =>
        reading with { Places = [.. reading.Places.SelectMany(place => place.Name == name ? [place, new PlaceReading { Name = $"{name}norm", Type = "BatchNorm1d", Kind = LinkKind.Norm }] : (PlaceReading[])[place])] };

    /// <summary><paramref name="count"/> values of one magnitude, so that it is their root mean square too.</summary>
    public static TensorSummary Sized(double size, long count) => TensorSummary.Of([size, -size]).Repeated(count / 2);

    /// <summary>The updates of a parameter of which a share was lost.</summary>
    public static UpdateReading Update(double ratio, double size, long pulled = 1_000, double lostShare = 0) =>
        new() { Change = Sized(ratio * size, 1_000), Ratio = ratio, Pulled = pulled, Lost = (long)(lostShare * pulled), Descent = 1e-3 };

    static UnitReading Units(int units) => new() { Units = units, Samples = 32, SampleSpread = 0.8 };

    static ParameterReading Weight(int layer, double size, long count) => new()
    {
        Name = $"linear{layer}.weight",
        Value = Sized(size, count),
        Gradient = Sized(1e-3, count),
        Update = Update(1e-3, size),
        LearningRate = 0.1,
        IsOwned = true,
        Type = ElementType.Float32,
    };
}
