using Fathom.Lab.Modules;
using Fathom.Recipes;
using Fathom.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Lab.Experiments;

/// <summary>Measures the ledger of a network before any training, through the same probes that watch trainings.</summary>
static class FirstLedger
{
    /// <summary>The decades from a random gradient at the output to the first layer, with random inputs of mean square one, in float64.</summary>
    public static double Decades(Recipe recipe)
    {
        using var scope = NewDisposeScope();
        manual_seed(recipe.Seed);
        using var network = NetworkBuilder.Build(recipe);
        network.to(float64);
        using var monitor = GradientMonitor.Attach(network, null, new() { Every = 1 });
        var output = network.call(randn([recipe.Training.Batch, .. recipe.Network.Input.Select(size => (long)size)], dtype: float64));
        // The gradient at the output is random as well, so that no loss has a say.
        var loss = (output * randn_like(output)).sum();
        loss.backward();
        monitor.Step(loss);
        return monitor.History.Latest!.Ledger.TotalDecades;
    }
}
