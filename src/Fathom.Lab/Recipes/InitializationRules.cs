using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Which initialisations can fill what.</summary>
static class InitializationRules
{
    public static void Check(Network network, RecipeReading reading)
    {
        var seen = new HashSet<(Initialization, bool)>();
        foreach (var place in network.AllPlaces())
        {
            if (place.Layer is not WeightedLayer layer) continue;
            var init = network.InitOf(layer);
            if (init is Lsuv && layer is RecurrentLayer)
                reading.AddAt(init, "network.init", $"lsuv scales a layer's output, which the weights of {place.Name} do not decide alone; give {place.Name} an init of its own.");
            if (seen.Add((init, false))) CheckWeights(init, network, reading);
            if (layer is RecurrentLayer { RecurrentInit: { } recurrent } && seen.Add((recurrent, false))) CheckRecurrent(recurrent, network, reading);
            if ((layer.BiasInit ?? network.BiasInit) is { } biases && seen.Add((biases, true))) CheckBiases(biases, network, reading);
        }
    }

    static void CheckWeights(Initialization init, Network network, RecipeReading reading)
    {
        if (init is not Critical critical || CriticalPoint.Of(network, critical) is not null) return;
        reading.AddAt(init, "network.init", (critical.Activation ?? network.OnlyActivation) is { } activation
            ? $"{activation.Kind} has no critical point, so weights cannot start at it; use another initialisation or activation."
            : "critical needs one kind of activation in the network, but there are none or several; name one, as in { critical: { activation: tanh } }.");
    }

    static void CheckRecurrent(Initialization init, Network network, RecipeReading reading)
    {
        if (init is Lsuv) reading.AddAt(init, "network.layers", "lsuv scales a layer's output, which recurrent weights do not decide alone; use orthogonal.");
        CheckWeights(init, network, reading);
    }

    static void CheckBiases(Initialization init, Network network, RecipeReading reading)
    {
        if (init is Orthogonal or DeltaOrthogonal or IdentityWeights or Lsuv)
            reading.AddAt(init, "network.bias-init", $"Biases cannot start as {InitializationWords.All.Of(init).Name}, which needs a matrix; use zeros, constant, normal or uniform.");
        CheckWeights(init, network, reading);
    }
}
