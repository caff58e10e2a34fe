using Fathom.Torch.Guards;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Guards;

public sealed class ClipUnitwiseTests : IDisposable
{
    readonly TorchSharp.DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void Holds_each_row_below_the_share_of_its_weights()
    {
        var weights = tensor(new float[,] { { 3, 4 }, { 6, 8 }, { 0, 0 } });
        var gradient = tensor(new float[,] { { 6, 8 }, { 0.3f, 0.4f }, { 0, 1 } });
        (string, Parameter)[] parameters = [Graded.Of("one.weight", weights, gradient), Graded.Row("two.weight", 100)];

        var result = new ClipUnitwise(0.1, 1e-2).Clip(parameters);

        // Norms 5, 10 and, at least, 0.01, of which a tenth is allowed: 0.5, 1 and 0.001.
        Assert.Equal([0.3f, 0.4f, 0.3f, 0.4f, 0, 0.001f], parameters[0].Gradient(), new Near(1e-7f));
        Assert.Equal([100], parameters[1].Gradient());
        Assert.True(result.Clipped);
        Assert.Equal(Math.Sqrt(100 + 0.25 + 1 + 10_000), result.Norm, 1e-4);
    }

    [Fact]
    public void Takes_an_output_channel_as_a_unit_and_a_vector_whole()
    {
        manual_seed(1);
        var (weights, gradient) = (randn(4, 3, 5, 5), randn(4, 3, 5, 5) * 10);
        var bias = ones(9);
        (string, Parameter)[] parameters = [Graded.Of("conv.weight", weights.clone(), gradient.clone()), Graded.Of("conv.bias", bias, full([9], 2f))];

        new ClipUnitwise(0.01) { IncludesLastLayer = true }.Clip(parameters);

        var allowed = weights.flatten(1).norm(1) * 0.01;
        Assert.True(parameters[0].Item2.grad!.flatten(1).norm(1).allclose(allowed, 1e-5));
        Assert.Equal(0.03 / 3, parameters[1].Gradient()[0], 1e-7);
    }

    [Fact]
    public void Leaves_the_last_layer_unless_told_otherwise()
    {
        (string, Parameter)[] Fresh() => [Graded.Row("one.weight", 100), Graded.Row("two.weight", 100), Graded.Row("two.bias", 100)];
        var (without, with) = (Fresh(), Fresh());

        new ClipUnitwise().Clip(without);
        new ClipUnitwise { IncludesLastLayer = true }.Clip(with);

        Assert.Equal([true, false, false], without.Select(entry => entry.Gradient()[0] < 100));
        Assert.Equal([true, true, true], with.Select(entry => entry.Gradient()[0] < 100));
    }

    [Theory]
    [InlineData(1e-30f)]
    [InlineData(3e38f)]
    public void Is_right_at_the_ends(float size)
    {
        (string, Parameter)[] parameters = [Graded.Of("one.weight", full([2, 100], size), full([2, 100], size))];

        new ClipUnitwise(0.1, 1e-38) { IncludesLastLayer = true }.Clip(parameters);

        Assert.InRange(parameters[0].Gradient()[0] / (0.1 * size), 1 - 1e-6, 1 + 1e-6);
    }

    [Fact]
    public void Leaves_gradients_that_are_not_finite_and_says_so()
    {
        (string, Parameter)[] parameters = [Graded.Row("one.weight", float.NaN, 100), Graded.Row("two.weight", 1)];

        Assert.True(new ClipUnitwise().Clip(parameters).WasNonFinite);
        Assert.Equal([float.NaN, 100], parameters[0].Gradient());
    }

    public void Dispose() => _scope.Dispose();

    sealed class Near(float distance) : IEqualityComparer<float>
    {
        public bool Equals(float left, float right) => Math.Abs(left - right) <= distance;

        public int GetHashCode(float number) => 0;
    }
}
