using System.Globalization;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using static TorchSharp.torch;

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
        // TorchSharp's convolutions leave a tensor behind when they are made.
        using var scope = NewDisposeScope();
        using var filler = new WeightFiller(recipe.Seed, recipe.Network);
        var construction = new Construction(recipe.Network, filler);
        var module = new NetworkModule(recipe.Network.Places().Select(place => new Child(place.Name, construction.Make(place), place.IsAgain)));
        return module.WaitingFor(filler.Unscaled);
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
