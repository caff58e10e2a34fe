using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Benchmarks.Statistics;

/// <summary>The calls that a user would write for the numbers of a summary.</summary>
static class TorchReading
{
    public static double Read(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var values = tensor.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? tensor.to_type(ScalarType.Float32) : tensor;
        return values.norm().ToDouble() + values.mean().ToDouble() + values.abs().max().ToDouble() + values.min().ToDouble()
            + values.max().ToDouble() + (values == 0).sum().ToInt64() + values.isnan().sum().ToInt64()
            + values.isinf().sum().ToInt64() + histc(values.abs().log2(), 277, -149, 128).sum().ToDouble();
    }

    public static double Norm(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.norm().ToDouble();
    }
}
