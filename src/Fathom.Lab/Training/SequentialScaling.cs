using Fathom.Lab.Modules;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>Scales the weights that wait for data, layer by layer, until each layer's output varies by one.</summary>
/// <remarks>
/// Mishkin and Matas (2016), All you need is a good init, algorithm 1, on one batch. The variance is over all numbers of a layer's output.
/// </remarks>
static class SequentialScaling
{
    /// <summary>Scales the weights of <paramref name="module"/> that wait for data.</summary>
    /// <param name="module">The network.</param>
    /// <param name="features">A batch of training data.</param>
    /// <param name="recipe">What messages name.</param>
    /// <exception cref="RecipeException">A layer's output does not vary or is not finite, so that no factor makes it vary by one.</exception>
    public static void Apply(NetworkModule module, Tensor features, Recipe recipe)
    {
        if (module.Unscaled.Count == 0) return;
        using var scope = NewDisposeScope();
        using var without = no_grad();
        var waiting = module.Unscaled.ToDictionary(entry => entry.Parameter, entry => entry.Init, StringComparer.Ordinal);
        // As in an evaluation: dropout would make noise, and batch-norm would remember networks that are not trained.
        module.eval();
        var order = InOrder(module, features, waiting.Keys);
        if (waiting.Keys.FirstOrDefault(name => !order.Exists(entry => entry.Name == name)) is { } unheard)
            throw new RecipeException(recipe.Name, [new RecipeMistake(0, 0, "network.init",
                $"lsuv cannot scale {unheard}, whose layer the network does not call by itself; give it an init of its own.")]);
        foreach (var (layer, name, weights) in order)
            Scale(layer, weights, waiting[name], () => module.call(features), name, recipe);
        module.train();
    }

    static void Scale(nn.Module<Tensor, Tensor> layer, Parameter weights, Lsuv init, Action run, string name, Recipe recipe)
    {
        for (var attempt = 0; attempt < init.Tries; attempt++)
        {
            using var scope = NewDisposeScope();
            var variance = VarianceOf(layer, run);
            if (!double.IsFinite(variance) || variance <= 0)
                throw new RecipeException(recipe.Name, [new RecipeMistake(0, 0, "network.init",
                    $"lsuv cannot scale {name}: the variance of its layer's output is {variance}; begin with another initialisation, or look at the data.")]);
            if (Math.Abs(variance - 1) < init.Tolerance) return;
            using var divisor = Math.Sqrt(variance).ToScalar();
            weights.div_(divisor);
        }
    }

    /// <summary>The layers that own the parameters, in the order in which the network calls them.</summary>
    static List<(nn.Module<Tensor, Tensor> Layer, string Name, Parameter Weights)> InOrder(NetworkModule module, Tensor features, IEnumerable<string> names)
    {
        var parameters = module.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter, StringComparer.Ordinal);
        var modules = module.named_modules().ToDictionary(entry => entry.name, entry => entry.module, StringComparer.Ordinal);
        var order = new List<(nn.Module<Tensor, Tensor>, string, Parameter)>();
        var removals = new List<Action>();
        foreach (var name in names)
        {
            var owner = name[..Math.Max(0, name.LastIndexOf('.'))];
            if (modules[owner] is not nn.Module<Tensor, Tensor> layer) continue;
            removals.Add(layer.register_forward_hook((_, _, output) =>
            {
                if (!order.Exists(entry => entry.Item2 == name)) order.Add((layer, name, parameters[name]));
                return output;
            }).remove);
        }

        try
        {
            module.call(features);
        }
        finally
        {
            foreach (var remove in removals) remove();
        }

        return order;
    }

    static double VarianceOf(nn.Module<Tensor, Tensor> layer, Action run)
    {
        var variance = double.NaN;
        var hook = layer.register_forward_hook((_, _, output) =>
        {
            variance = output.to(ScalarType.Float64).var(unbiased: false).item<double>();
            return output;
        });
        try
        {
            run();
        }
        finally
        {
            hook.remove();
        }

        return variance;
    }
}
