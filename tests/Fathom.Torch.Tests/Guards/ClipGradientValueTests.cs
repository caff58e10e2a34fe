using Fathom.Torch.Guards;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Guards;

public sealed class ClipGradientValueTests : IDisposable
{
    readonly TorchSharp.DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void Brings_each_number_into_the_limits_as_torch_does()
    {
        manual_seed(1);
        var gradient = randn(500) * 3;
        (string, Parameter)[] own = [Graded.Of("a", zeros(500), gradient.clone())];
        var other = Graded.Of("a", zeros(500), gradient.clone()).parameter;

        var result = new ClipGradientValue(0.5).Clip(own);
        nn.utils.clip_grad_value_([other], 0.5);

        Assert.Equal(other.grad!.data<float>().ToArray(), own[0].Gradient());
        Assert.Equal(gradient.norm().item<float>(), result.Norm, 1e-3);
        Assert.Equal(other.grad!.norm().item<float>() / result.Norm, result.Factor, 1e-5);
    }

    [Fact]
    public void Says_that_nothing_was_changed_where_all_lie_within()
    {
        (string, Parameter)[] parameters = [Graded.Row("a", 0.4f, -0.5f)];

        Assert.Equal(1, new ClipGradientValue(0.5).Clip(parameters).Factor);
        Assert.Equal([0.4f, -0.5f], parameters[0].Gradient());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Leaves_gradients_that_are_not_finite_and_says_so(float bad)
    {
        (string, Parameter)[] parameters = [Graded.Row("a", bad, 100)];

        Assert.True(new ClipGradientValue(1).Clip(parameters).WasNonFinite);
        Assert.Equal([bad, 100], parameters[0].Gradient());
    }

    public void Dispose() => _scope.Dispose();
}
