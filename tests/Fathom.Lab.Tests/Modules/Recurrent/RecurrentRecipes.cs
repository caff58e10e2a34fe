using Fathom.Lab.Modules;
using Fathom.Lab.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules.Recurrent;

/// <summary>Networks of one recurrent layer.</summary>
static class RecurrentRecipes
{
    /// <summary>The network whose only layer is <paramref name="layer"/>, for sequences of <paramref name="time"/> steps.</summary>
    public static NetworkModule Build(string layer, int time = 5, int features = 3, long seed = 3) =>
        NetworkBuilder.Build(RecipeFile.Parse($"{{ name: one, seed: {seed}, network: {{ input: [{time}, {features}], layers: [ {{ {layer} }} ] }} }}"));

    /// <summary>The parameter whose name ends so.</summary>
    public static Tensor Weight(this nn.Module module, string end) =>
        module.named_parameters().Single(parameter => parameter.name.EndsWith(end, StringComparison.Ordinal)).parameter;

    public static void Set(this nn.Module module, string end, params double[] values)
    {
        using var without = no_grad();
        var weight = module.Weight(end);
        weight.copy_(tensor(values, weight.dtype).reshape(weight.shape));
    }
}
