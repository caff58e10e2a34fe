using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Tests;

/// <summary>Readings written the way a test reads them: a stack of layers, each with a slope behind it.</summary>
static class Readings
{
    /// <summary>A history of <paramref name="count"/> equal readings.</summary>
    public static ReadingHistory Repeated(StepReading reading, int count = 5, long? plannedSteps = 1_000)
    {
        var history = new ReadingHistory(facts: new() { PlannedSteps = plannedSteps });
        for (var step = 1; step <= count; step++) history.Add(reading with { Step = step });
        return history;
    }

    /// <summary>
    /// Layers whose gradient norm falls by <paramref name="decadesPerLayer"/> from one to the next, starting at
    /// <paramref name="outputNorm"/>, under an optimizer that moves each by <paramref name="updateRatio"/> of its size.
    /// </summary>
    public static StepReading Stack(int depth, double decadesPerLayer, Func<int, double> updateRatio, double outputNorm = 1, double loss = 2.3)
    {
        var places = new List<PlaceReading>();
        var parameters = new List<ParameterReading>();
        var links = new List<Link>();
        for (var layer = 1; layer <= depth; layer++)
        {
            var norm = outputNorm * Math.Pow(10, decadesPerLayer * (depth - layer));
            var name = $"linear{layer}";
            places.Add(new PlaceReading { Name = name, Type = "Linear", Kind = LinkKind.Weight, Activation = Of(1), Gradient = Of(norm) });
            parameters.Add(new ParameterReading { Name = $"{name}.weight", Value = Of(10), Gradient = Of(norm), Update = Update(updateRatio(layer)), LearningRate = 0.1 });
            if (layer < depth) links.Insert(0, new Link($"sigmoid{layer}", LinkKind.Slope, Math.Pow(10, decadesPerLayer)));
        }

        return new StepReading { Step = 1, Loss = loss, Places = places, Parameters = parameters, Ledger = new ChainLedger(links, outputNorm) };
    }

    /// <summary>The summary of one value.</summary>
    public static TensorSummary Of(double value) => TensorSummary.Of([value]);

    static UpdateReading Update(double ratio) => new() { Change = Of(ratio), Ratio = ratio, Pulled = 1, Lost = ratio == 0 ? 1 : 0 };
}
