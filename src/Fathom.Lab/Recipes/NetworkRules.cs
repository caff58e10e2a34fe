using System.Globalization;
using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>What must hold between the layers of a network, beyond what each says on its own.</summary>
static class NetworkRules
{
    public static void Check(Network network, RecipeReading reading)
    {
        if (!PartRules.Check(network, reading)) return;
        if (network.LayerCount > Network.MostLayers)
        {
            reading.AddAt(network, "network", string.Create(CultureInfo.InvariantCulture,
                $"network has more than {Network.MostLayers:N0} layers, repetitions counted; repeat fewer times."));
            return;
        }

        var names = new Dictionary<string, LayerPlace>(StringComparer.Ordinal);
        var learns = false;
        foreach (var place in network.AllPlaces())
        {
            learns |= place.ParameterCount > 0;
            if ((Complaint(place, names) ?? ScalingComplaint(place, network)) is not { } complaint) continue;
            reading.AddAt(place.Layer, "network.layers", complaint);
            return;
        }

        if (!learns) reading.AddAt(network, "network", "network has no layer with weights, so there is nothing to train; add one, such as linear.");
    }

    static string? Complaint(LayerPlace place, Dictionary<string, LayerPlace> names)
    {
        var isNew = names.TryAdd(place.Name, place);
        if (place.IsAgain)
        {
            var first = names[place.Name].Input;
            if (!first.Equals(place.Input)) return $"{place.Name} is shared and takes {first} where it first stands, but here {place.Input} comes in.";
        }
        else if (!isNew)
        {
            return $"Two layers are called {place.Name}; each needs a name of its own, also inside a repeat.";
        }

        if (place.Layer.Contradiction is { } contradiction) return $"{place.Name} {contradiction}.";
        return place.Layer is Block block ? Complaint(place, block)
            : place.Output is null ? $"{place.Name} {place.Layer.Refusal(place.Input)}."
            : null;
    }

    /// <summary>Lsuv gives weights the size that data asks for; whatever else sets their size contradicts it.</summary>
    static string? ScalingComplaint(LayerPlace place, Network network) => place.Layer switch
    {
        AffineLayer { WeightNorm: true } layer when network.InitOf(layer) is Lsuv =>
            $"{place.Name} learns the length of its weights by weight-norm, which lsuv cannot scale; take weight-norm out, or give it another init.",
        Residual { Scale: FixupScale } when place.Inner.Any(inner => inner.Layer is WeightedLayer layer && network.InitOf(layer) is Lsuv) =>
            $"{place.Name} sets the size of its first weights by fixup, which lsuv would undo; give its layers another init.",
        _ => null,
    };

    static string? Complaint(LayerPlace place, Block block)
    {
        // Where a layer inside cannot take what comes in, its own complaint follows and says more.
        if (place.Branch is not { } branch) return null;
        if (place.Output is null) return $"{place.Name} {block.JoinRefusal(place.Input, branch)}.";
        return place.Inner.FirstOrDefault(inner => block.OwnNames(place).Contains(inner.OwnName, StringComparer.Ordinal)) is { } taken
            ? $"{place.Name} has a part of its own that is called {taken.OwnName}; give the layer another name."
            : null;
    }
}
