using Fathom.Ledger;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules;

public class PoolTests
{
    [Theory]
    [InlineData("max-pool", new[] { 2, 6 }, new[] { 4.0, 6 })]
    [InlineData("{ max-pool: 3, stride: 1, padding: 1 }", new[] { 1, 4 }, new[] { 4.0, 4, 6, 6 })]
    [InlineData("avg-pool", new[] { 1, 4 }, new[] { 2.5, 4 })]
    [InlineData("avg-pool: 4", new[] { 1, 4 }, new[] { 3.25 })]
    [InlineData("global-avg-pool", new[] { 1, 4 }, new[] { 3.25 })]
    [InlineData("global-max-pool", new[] { 1, 4 }, new[] { 6.0 })]
    public void Stands_for_its_neighbourhood(string layer, int[] shape, double[] expected)
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Bare(layer, shape);
        var line = tensor([1.0, 4, 2, 6], float64);

        // A second channel, where there is one, holds zeros.
        var input = zeros([1, .. shape.Select(size => (long)size)], float64);
        input[0, 0, ..4] = line;

        Assert.Equal(expected, module.call(input).reshape(-1).data<double>().ToArray()[..expected.Length]);
    }

    [Theory]
    [InlineData("max-pool", 2, 6)]
    [InlineData("avg-pool: 3", 2, 6)]
    [InlineData("max-pool: 2", 2, 4, 5)]
    [InlineData("{ avg-pool: 3, stride: 2, padding: 1 }", 2, 5, 5)]
    [InlineData("global-avg-pool", 3, 4, 5)]
    [InlineData("global-max-pool", 3, 4)]
    [InlineData("flatten", 3, 4, 5)]
    [InlineData("reshape: [5, 12]", 3, 4, 5)]
    public void Has_the_gradients_of_differences_and_the_shape_of_its_recipe(string layer, params int[] shape)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var text = string.Join(", ", shape);
        var recipe = Layers.Recipe(text, $"{layer}, flatten, linear: 1");
        using var module = Layers.Make(text, $"{layer}, flatten, linear: 1");
        var input = randn([2, .. shape.Select(size => (long)size)], float64);

        Layers.GradientsAgree(module, input);

        using var bare = Layers.Bare(layer, shape);
        Assert.Equal(recipe.Network.Places().First().Output!.Select(size => (long)size), bare.call(input).shape[1..]);
        var expected = layer is "flatten" || layer.StartsWith("reshape", StringComparison.Ordinal) ? LinkKind.Other : LinkKind.Pool;
        Assert.Equal(expected, Layers.Read(module, input.requires_grad_()).Ledger.Links[^1].Kind);
    }
}
