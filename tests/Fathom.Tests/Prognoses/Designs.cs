using Fathom.Prognoses;

namespace Fathom.Tests.Prognoses;

/// <summary>Networks written the way a theorist writes them: an activation, σ_w², σ_b² and a depth.</summary>
static class Designs
{
    public const int Width = 512;

    /// <summary>An input of mean square 1, uncorrelated with the next.</summary>
    public static Signal Input { get; } = new(1, 0, 0) { ProductSlope = 1 };

    /// <summary><paramref name="depth"/> layers of weights with activations between them, as in the measurements: width 512, depth 50.</summary>
    public static Stage[] Plain(ActivationFunction function, double weights, double biases = 0, int depth = 50, int width = Width, bool orthogonal = false)
    {
        var stages = new List<Stage>();
        for (var layer = 1; layer <= depth; layer++)
        {
            stages.Add(Weights($"linear{layer}", weights, biases, width) with { IsOrthogonal = orthogonal });
            if (layer < depth) stages.Add(Slope($"{function.Name}{layer}", function, width));
        }

        return [.. stages];
    }

    public static WeightStage Weights(string name, double weights, double biases = 0, int width = Width) =>
        new(name, width, width, weights / width) { BiasVariance = biases, Count = width };

    public static SlopeStage Slope(string name, ActivationFunction function, int width = Width) => new(name, function, width) { Count = width };

    /// <summary>PyTorch's default for linear layers: σ_w² = 1/3, σ_b² = 1/(3 fan-in).</summary>
    public static Stage[] TorchDefault(ActivationFunction function, int depth = 50) => Plain(function, 1 / 3.0, 1 / (3.0 * Width), depth);

    public static Forecast Forecast(params Stage[] stages) => new(stages, Input, new(), new OutputGradient(1, 128));

    public static Prognosis Prognosis(params Stage[] stages) => new(Forecast(stages));

    /// <summary>The geometric mean of the squared multipliers over the links of a plain network.</summary>
    public static double MeanMultiplier(Stage[] stages)
    {
        var layers = stages.Count(stage => stage is WeightStage) - 1;
        return Math.Exp(LogSquare(stages) / layers);
    }

    /// <summary>ln of the ratio of squared gradient norms, first layer over last.</summary>
    public static double LogSquare(Stage[] stages) => Forecast(stages).WayBack.Sum(step => step.Passage.LogGain);
}
