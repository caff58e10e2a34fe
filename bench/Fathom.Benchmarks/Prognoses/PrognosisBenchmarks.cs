using BenchmarkDotNet.Attributes;
using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Benchmarks.Prognoses;

/// <summary>What a prognosis costs: the promise is less than 50 ms for ten thousand layers, and a constant number of bytes per layer.</summary>
[MemoryDiagnoser]
public class PrognosisBenchmarks
{
    Recipe _recipe = null!;

    /// <summary>How many hidden layers there are.</summary>
    [Params(20, 1_000, 10_000)]
    public int Depth { get; set; }

    /// <summary>Closed forms for relu; a length that never rests for tanh at its critical point; a fixed point for sigmoid.</summary>
    [Params("relu", "tanh", "sigmoid")]
    public string Activation { get; set; } = "";

    [GlobalSetup]
    public void WriteRecipe() => _recipe = new Recipe
    {
        Name = "deep",
        Network = new Network
        {
            Input = [784],
            Init = new XavierNormal(),
            Layers = [new Repeat { Times = Depth, Layers = [new Linear { Units = 256 }, Layer()] }, new Linear { Units = 10 }],
        },
    };

    [Benchmark]
    public double Predict() => Prognosis.Of(_recipe).TotalDecades.Middle;

    [Benchmark]
    public int Suggest() => Prognosis.Of(_recipe).Suggestions.Count;

    Layer Layer() => Activation switch
    {
        "relu" => new Relu(),
        "tanh" => new Tanh(),
        _ => new Sigmoid(),
    };
}
