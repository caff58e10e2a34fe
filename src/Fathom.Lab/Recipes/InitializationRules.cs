using Fathom.Lab.Modules;
using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Which initialisations can fill what.</summary>
static class InitializationRules
{
    public static void Check(Network network, RecipeReading reading)
    {
        var seen = new HashSet<Initialization>(ReferenceEqualityComparer.Instance);
        foreach (var layer in network.Places().Select(place => place.Layer).OfType<WeightedLayer>())
        {
            var weights = network.InitOf(layer);
            var biases = layer.BiasInit ?? network.BiasInit;
            if (seen.Add(weights)) CheckCritical(weights, network, reading);
            if (biases is null || !seen.Add(biases)) continue;
            CheckCritical(biases, network, reading);
            if (biases is Orthogonal or DeltaOrthogonal or IdentityWeights or Lsuv)
                reading.AddAt(biases, "network.bias-init", $"Biases cannot start as {WordOf(biases)}, which needs a matrix; use zeros, constant, normal or uniform.");
        }
    }

    /// <summary>The network's only kind of activation; null where there are none or several.</summary>
    public static string? OnlyActivation(Network network) =>
        network.Places().Select(place => place.Layer).OfType<Activation>().Select(layer => layer.Kind).Distinct(StringComparer.Ordinal).Take(2).ToArray() is [var only]
            ? only
            : null;

    static void CheckCritical(Initialization init, Network network, RecipeReading reading)
    {
        if (init is not Critical critical) return;
        if ((critical.Activation ?? OnlyActivation(network)) is not { } activation)
            reading.AddAt(init, "network.init", "critical needs one kind of activation in the network, but there are none or several; name one, as in critical(tanh).");
        else if (CriticalVariances.Of(activation) is null)
            reading.AddAt(init, "network.init", $"No critical point is known for {activation}; known are those of {string.Join(", ", CriticalVariances.Names)}.");
    }

    static string WordOf(Initialization init) => InitializationWords.All.Of(init).Name;
}
