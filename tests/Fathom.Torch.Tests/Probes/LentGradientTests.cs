using Fathom.Torch.Guards;
using Fathom.Torch.Probes;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Probes;

public sealed class LentGradientTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();
    readonly Tensor _leaf = tensor([1f, -2f, 3f], requires_grad: true);

    [Fact]
    public void Is_known_where_it_runs_on_linux() => Assert.Equal(OperatingSystem.IsLinux(), LentGradient.IsKnown);

    [Fact]
    public void Is_none_before_the_first_and_after_it_was_taken_away()
    {
        Assert.SkipUnless(LentGradient.IsKnown, "libtorch's own gradients cannot be looked at here.");
        var before = LentGradient.Of(_leaf.Handle);
        _leaf.sum().backward();
        var with = LentGradient.Of(_leaf.Handle);
        _leaf.grad = null;

        Assert.Equal(0, before);
        Assert.NotEqual(0, with);
        Assert.Equal(0, LentGradient.Of(_leaf.Handle));
    }

    [Fact]
    public void Is_none_of_a_tensor_that_learns_nothing()
    {
        Assert.SkipUnless(LentGradient.IsKnown, "libtorch's own gradients cannot be looked at here.");

        Assert.Equal(0, LentGradient.Of(zeros(3).Handle));
    }

    [Fact]
    public void Is_the_gradient_that_a_handle_shows_also_when_it_is_another()
    {
        Assert.SkipUnless(LentGradient.IsKnown, "libtorch's own gradients cannot be looked at here.");
        foreach (var factor in (float[])[1, -3, float.NaN])
        {
            _leaf.grad = full(3, factor);

            Assert.Equal(LibTorch.Data(_leaf.grad!.Handle), LibTorch.Data(LentGradient.Of(_leaf.Handle)));
            Assert.Equal(float.IsNaN(factor) ? 3 : 0, NonFiniteScan.Count(LentGradient.Of(_leaf.Handle)));
        }
    }

    public void Dispose()
    {
        _leaf.Dispose();
        _scope.Dispose();
    }
}
