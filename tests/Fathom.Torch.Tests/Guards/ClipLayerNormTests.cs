using Fathom.Torch.Guards;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Guards;

public sealed class ClipLayerNormTests : IDisposable
{
    readonly TorchSharp.DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void Scales_weights_and_bias_of_a_layer_together_and_leaves_the_others()
    {
        (string, Parameter)[] parameters = [Graded.Row("one.weight", 3, 0), Graded.Row("one.bias", 4), Graded.Row("two.weight", 0.5f), Graded.Row("two.bias", 0)];

        var result = new ClipLayerNorm(1).Clip(parameters);

        Assert.Equal([0.6f, 0], parameters[0].Gradient());
        Assert.Equal([0.8f], parameters[1].Gradient());
        Assert.Equal([0.5f], parameters[2].Gradient());
        Assert.Equal(Math.Sqrt(25.25), result.Norm, 1e-9);
        Assert.Equal(Math.Sqrt(1.25 / 25.25), result.Factor, 1e-6);
    }

    [Fact]
    public void Leaves_everything_where_only_the_whole_is_beyond_the_limit()
    {
        (string, Parameter)[] parameters = [Graded.Row("one.weight", 0.9f), Graded.Row("two.weight", 0.9f)];

        Assert.False(new ClipLayerNorm(1).Clip(parameters).Clipped);
        Assert.Equal([0.9f], parameters[0].Gradient());
    }

    [Fact]
    public void Leaves_gradients_that_are_not_finite_and_says_so()
    {
        (string, Parameter)[] parameters = [Graded.Row("one.weight", float.NaN), Graded.Row("two.weight", 50)];

        Assert.True(new ClipLayerNorm(1).Clip(parameters).WasNonFinite);
        Assert.Equal([50], parameters[1].Gradient());
    }

    public void Dispose() => _scope.Dispose();
}
