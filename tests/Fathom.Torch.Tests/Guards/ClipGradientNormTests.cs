using Fathom.Torch.Guards;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Guards;

public sealed class ClipGradientNormTests : IDisposable
{
    readonly TorchSharp.DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void Brings_a_greater_norm_exactly_to_the_limit()
    {
        (string, Parameter)[] parameters = [Graded.Row("a", 3, 0), Graded.Row("b", 0, 4)];

        var result = new ClipGradientNorm(1).Clip(parameters);

        Assert.Equal(5, result.Norm, 1e-12);
        Assert.Equal(0.2, result.Factor, 1e-12);
        Assert.Equal([0.6f, 0], parameters[0].Gradient());
        Assert.Equal([0, 0.8f], parameters[1].Gradient());
    }

    [Fact]
    public void Leaves_a_smaller_norm_as_it_is()
    {
        (string, Parameter)[] parameters = [Graded.Row("a", 0.3f, 0.4f)];

        Assert.Equal(new ClipResult(0.5, 1).Factor, new ClipGradientNorm(1).Clip(parameters).Factor);
        Assert.Equal([0.3f, 0.4f], parameters[0].Gradient());
    }

    [Fact]
    public void Does_as_torch_does_but_for_what_torch_adds_to_the_norm()
    {
        manual_seed(1);
        var gradient = randn(1000);
        (string, Parameter)[] own = [Graded.Of("a", zeros(1000), gradient.clone())];
        var other = Graded.Of("a", zeros(1000), gradient.clone()).parameter;

        var result = new ClipGradientNorm(2).Clip(own);
        var norm = nn.utils.clip_grad_norm_([other], 2);

        Assert.Equal(norm, result.Norm, 1e-4);
        Assert.True(other.grad!.allclose(own[0].Item2.grad!, 1e-5, 1e-9));
    }

    [Theory]
    [InlineData(1e-30f, 1e-33)]
    [InlineData(1e-44f, 1e-46)]
    [InlineData(3e38f, 1e-3)]
    [InlineData(3e38f, 1e30)]
    public void Is_right_where_torchs_norm_is_zero_or_infinite(float size, double limit)
    {
        (string, Parameter)[] parameters = [Graded.Of("a", zeros(100, 100), full([100, 100], size))];

        var result = new ClipGradientNorm(limit).Clip(parameters);

        Assert.InRange(result.Norm / (100.0 * size), 1 - 1e-6, 1 + 1e-6);
        Assert.InRange(result.Factor / (limit / (100.0 * size)), 1 - 1e-6, 1 + 1e-6);
        // Where the limit lies below the smallest number, zero is the nearest there is.
        Assert.Equal((float)(limit / 100), parameters[0].Gradient()[0], Math.Max(1e-45, limit * 1e-8));
    }

    [Fact]
    public void Is_right_where_the_norm_is_beyond_double()
    {
        (string, Parameter)[] parameters = [.. "abcd".Select(name => Graded.Of($"{name}", zeros(1, float64), full([1], 1.5e308, float64)))];
        (string, Parameter)[] hopeless = [Graded.Of("a", zeros(4, float64), full([4], 1.5e308, float64))];

        new ClipGradientNorm(1).Clip(parameters);

        Assert.Equal(0.5, parameters[3].Item2.grad!.data<double>()[0], 1e-12);
        Assert.Equal(new ClipResult(double.PositiveInfinity, 1), new ClipGradientNorm(1).Clip(hopeless));
        Assert.Equal(1.5e308, hopeless[0].Item2.grad!.data<double>()[0]);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Leaves_gradients_that_are_not_finite_and_says_so(float bad)
    {
        (string, Parameter)[] parameters = [Graded.Row("a", bad, 100), Graded.Row("b", 100)];

        var result = new ClipGradientNorm(1).Clip(parameters);

        Assert.True(result.WasNonFinite);
        Assert.False(result.Clipped);
        Assert.Equal([bad, 100], parameters[0].Gradient());
        Assert.Equal([100], parameters[1].Gradient());
    }

    [Fact]
    public void Passes_over_parameters_without_a_gradient()
    {
        (string, Parameter)[] parameters = [("a", new Parameter(zeros(3)))];

        Assert.Equal(new ClipResult(0, 1), new ClipGradientNorm(1).Clip(parameters));
        Assert.Equal(new ClipResult(0, 1), new ClipGradientNorm(1).Clip([]));
    }

    [Fact]
    public void Scales_half_precision_too()
    {
        (string, Parameter)[] parameters = [Graded.Of("a", zeros(4, bfloat16), full([4], 8, bfloat16))];

        Assert.Equal(16, new ClipGradientNorm(1).Clip(parameters).Norm, 1e-9);
        Assert.Equal(0.5f, parameters[0].Item2.grad!.to(float32).data<float>()[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_a_limit_that_is_none(double limit) => Assert.Throws<ArgumentOutOfRangeException>(() => new ClipGradientNorm(limit));

    [Fact]
    public void Leaves_no_tensor_behind()
    {
        (string, Parameter)[] parameters = [Graded.Row("a", 3, 4)];
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        using (NewDisposeScope())
            for (var time = 0; time < 10; time++) new ClipGradientNorm(1).Clip(parameters);

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    public void Dispose() => _scope.Dispose();
}
