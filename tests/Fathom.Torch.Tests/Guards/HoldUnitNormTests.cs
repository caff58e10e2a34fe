using Fathom.Torch.Guards;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Guards;

public sealed class HoldUnitNormTests : IDisposable
{
    readonly TorchSharp.DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void Scales_rows_beyond_the_limit_and_leaves_the_others_and_biases()
    {
        using var weights = new Parameter(tensor(new float[,] { { 3, 4 }, { 0.3f, 0.4f }, { float.PositiveInfinity, 1 } }));
        using var bias = new Parameter(full([3], 100f));

        new HoldUnitNorm(1).Hold([weights, bias]);

        Assert.Equal([0.6f, 0.8f, 0.3f, 0.4f, float.PositiveInfinity, 1], weights.data<float>().ToArray());
        Assert.Equal(100, bias.data<float>()[0]);
    }

    [Fact]
    public void Is_right_where_squares_overflow()
    {
        using var weights = new Parameter(full([2, 4], 1e30f));

        new HoldUnitNorm(1e-3).Hold([weights]);

        Assert.Equal(5e-4f, weights.data<float>()[0], 1e-9);
    }

    public void Dispose() => _scope.Dispose();
}
