using System.Globalization;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes live networks from recipes.</summary>
public static class NetworkBuilder
{
    // Beside each weight stand its gradient and, in Adam, two running means; activations come on top.
    const double BytesPerWeight = 4 * sizeof(float);

    /// <summary>The network of a recipe with its first weights, in the recipe's precision; the same recipe and seed give the same weights to the bit.</summary>
    /// <exception cref="RecipeException">The layers do not fit together, or the weights would not fit into memory.</exception>
    public static NetworkModule Build(Recipe recipe)
    {
        RecipeFile.Check(recipe);
        CheckMemory(recipe);
        // TorchSharp's convolutions leave a tensor behind when they are made.
        using var scope = NewDisposeScope();
        using var filler = new WeightFiller(recipe.Seed, recipe.Network);
        var module = MakeStored(recipe, filler);
        if (module.WaitFor(filler.Unscaled)) return module;
        module.Dispose();
        throw new RecipeException(recipe.Name, [new RecipeMistake(0, 0, "network.init",
            "lsuv scales weights that are parameters of their own, but a layer here makes its weights of others, as weight-norm does; give it an init of its own.")]);
    }

    // Made in their precision from the start: a later change would put other parameters in the place of those that modules hold.
    static NetworkModule MakeStored(Recipe recipe, WeightFiller filler)
    {
        var usual = get_default_dtype();
        set_default_dtype(new Numbers(recipe.Training.Precision).Type);
        try
        {
            var construction = new Construction(recipe.Network, filler);
            return new NetworkModule(recipe.Network.Places().Select(place => new Child(place.Name, construction.Make(place), place.IsAgain)));
        }
        finally
        {
            set_default_dtype(usual);
        }
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
