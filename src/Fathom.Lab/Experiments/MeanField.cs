using System.Globalization;
using Fathom.Lab.Recipes;
using Fathom.Prognoses;
using Fathom.Recipes;
using Fathom.Torch;

namespace Fathom.Lab.Experiments;

/// <summary>Does a wide network multiply its gradients by what mean-field theory says?</summary>
/// <remarks>
/// Poole et al. (2016) and Schoenholz et al. (2017) for plain layers, Yang et al. (2019) for batch-norm. Networks of one width from the
/// first layer to the last, random inputs of mean square one, random gradients at the output, float64, no training.
/// </remarks>
public sealed class MeanField : IExperiment
{
    static readonly string[] Activations =
        ["identity", "relu", "tanh", "sigmoid", "gelu", "silu", "elu", "selu", "softplus", "softsign", "{ leaky-relu: 0.2 }", "mish"];

    static readonly string[] Inits = ["torch-default", "xavier-normal", "he-normal"];

    static readonly (string Init, string Layers)[] Settings =
    [
        .. from init in Inits from activation in Activations where init != "he-normal" || activation != "identity" select (init, activation),
        ("{ he-normal: { slope: 0.2 } }", "{ leaky-relu: 0.2 }"),
        ("he-normal(1.6666666666666667)", "tanh"), ("he-normal(4)", "sigmoid"), ("he-normal(2)", "tanh"), ("critical", "tanh"),
        ("orthogonal", "identity"), ("orthogonal", "tanh"), ("orthogonal(1.4142135623730951)", "relu"), ("orthogonal(1.4142135623730951)", "gelu"),
        ("he-normal", "layer-norm, relu"), ("he-normal", "layer-norm, tanh"), ("he-normal", "layer-norm, gelu"), ("he-normal", "batch-norm, relu"),
    ];

    const int Batch = 128;

    readonly int _width;
    readonly int _depth;
    readonly int _seeds;

    /// <summary>The experiment at the size at which theory's table was verified: width 512, 50 layers, 3 seeds.</summary>
    public MeanField()
        : this(width: 512, depth: 50, seeds: 3)
    {
    }

    internal MeanField(int width, int depth, int seeds) => (_width, _depth, _seeds) = (width, depth, seeds);

    /// <inheritdoc/>
    public string Name => "mean-field";

    /// <inheritdoc/>
    public string Question => "Does a wide network multiply its gradients by what mean-field theory says?";

    /// <inheritdoc/>
    public ExperimentReport Run(long seed = 1, Action<int, int>? onRow = null, CancellationToken cancellation = default)
    {
        TorchRuntime.Require();
        var rows = new List<ExperimentRow>();
        foreach (var (init, layers) in Settings)
        {
            if (cancellation.IsCancellationRequested) break;
            rows.Add(Measure(init, layers, seed));
            onRow?.Invoke(rows.Count, Settings.Length);
        }

        return new ComparisonReport(Name, "what a layer multiplies the squared gradient norm by, geometric mean", rows, rows.Count < Settings.Length);
    }

    ExperimentRow Measure(string init, string layers, long seed)
    {
        var prognosis = Prognosis.Of(RecipeOf(init, layers, seed), new() { InputMeanSquare = 1 });
        var measured = Enumerable.Range(0, _seeds).Average(offset => FirstLedger.Decades(RecipeOf(init, layers, seed + offset)));
        return new ExperimentRow($"{init} {layers}", PerLayer(prognosis.Ledger.TotalDecades), PerLayer(measured), prognosis.Reservations.Count > 0 ? double.NaN : 0.02);
    }

    double PerLayer(double decades) => Math.Pow(10, 2 * decades / (_depth - 1));

    /// <summary>The last layer is like the others, so that every link counts once for each layer between the first and the last.</summary>
    Recipe RecipeOf(string init, string layers, long seed) => RecipeFile.Parse(string.Create(CultureInfo.InvariantCulture, $$"""
        name: mean-field
        seed: {{seed}}
        training: { batch: {{Batch}} }
        network:
          input: [{{_width}}]
          init: {{init}}
          layers:
            - repeat: {{_depth - 1}}
              layers: [ { linear: {{_width}} }, {{layers}} ]
            - linear: {{_width}}
        """));
}
