using System.Globalization;
using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>What must hold between the layers of a network, beyond what each says on its own.</summary>
static class NetworkRules
{
    public static void Check(Network network, RecipeReading reading)
    {
        if (network.LayerCount > Network.MostLayers)
        {
            reading.AddAt(network, "network", string.Create(CultureInfo.InvariantCulture,
                $"network has more than {Network.MostLayers:N0} layers, repetitions counted; repeat fewer times."));
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var hasWeights = false;
        foreach (var place in network.Places())
        {
            hasWeights |= place.Layer is WeightedLayer;
            if (!names.Add(place.Name))
            {
                reading.AddAt(place.Layer, "network.layers", $"Two layers are called {place.Name}; each needs a name of its own, also inside a repeat.");
                return;
            }

            if (place.Layer.Contradiction is { } contradiction) reading.AddAt(place.Layer, "network.layers", $"{place.Name} {contradiction}.");
            if (place.Output is not null) continue;
            reading.AddAt(place.Layer, "network.layers", $"{place.Name} takes {place.Layer.InputRule}, but {place.Input} comes in.");
            return;
        }

        if (!hasWeights) reading.AddAt(network, "network", "network has no layer with weights, so there is nothing to train; add one, such as linear.");
    }
}
