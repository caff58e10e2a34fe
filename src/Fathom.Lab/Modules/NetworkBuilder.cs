using System.Globalization;
using Fathom.Lab.Modules.Attention;
using Fathom.Lab.Modules.Recurrent;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Lab.Modules;

/// <summary>Makes live networks from recipes.</summary>
public static class NetworkBuilder
{
    // Beside each weight stand its gradient and, in Adam, two running means; activations come on top.
    const double BytesPerWeight = 4 * sizeof(float);

    /// <summary>The network of a recipe with its first weights; the same recipe and seed give the same weights to the bit.</summary>
    /// <exception cref="RecipeException">The layers do not fit together, or the weights would not fit into memory.</exception>
    public static NetworkModule Build(Recipe recipe)
    {
        RecipeFile.Check(recipe);
        CheckMemory(recipe);
        using var filler = new WeightFiller(recipe.Seed);
        return new NetworkModule(recipe.Network.Places().Select(place => (place.Name, Make(place, recipe.Network, filler))));
    }

    static Module<Tensor, Tensor> Make(LayerPlace place, Network network, WeightFiller filler) => place.Layer switch
    {
        Linear layer => MakeLinear(layer, place, network, filler),
        Fathom.Recipes.Sigmoid => Sigmoid(),
        Fathom.Recipes.Tanh => Tanh(),
        Relu => ReLU(),
        RecurrentLayer layer => RecurrentBuilder.Make(layer, place, network, filler),
        LastStep => new LastStepSelection(),
        MeanOverTime => new TimeMean(),
        TransformerBlock layer => AttentionBuilder.Make(layer, place, network, filler),
        PositionalEncoding => new SinusoidalEncoding(place.Input[0], place.Input[1]),
        var other => throw new NotSupportedException($"No module is known for the layer {other.Kind}."),
    };

    static Module<Tensor, Tensor> MakeLinear(Linear layer, LayerPlace place, Network network, WeightFiller filler)
    {
        var module = Linear(place.Input[^1], layer.Units, layer.Bias);
        var fans = new Fans(place.Input[^1], layer.Units);
        filler.Fill(module.weight!, network.InitOf(layer), fans);
        if (module.bias is { } bias) filler.Fill(bias, network.BiasInitOf(layer), fans);
        return module;
    }

    static void CheckMemory(Recipe recipe)
    {
        var weights = recipe.Network.ParameterCount;
        var needed = weights * BytesPerWeight / (1L << 30);
        var available = (double)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30);
        if (needed <= available) return;
        throw new RecipeException(recipe.Name, [new RecipeMistake(0, 0, "network", string.Create(CultureInfo.InvariantCulture,
            $"network has {weights:N0} weights, which take {needed:N0} GiB in training, but this machine has {available:N0}; use fewer units."))]);
    }
}
