using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>How many numbers flow together into one output, and how many outputs one input flows into.</summary>
readonly record struct Fans(long In, long Out)
{
    /// <summary>
    /// The fans of weights as PyTorch counts them: outputs first, then inputs, then the kernel, whose area multiplies both. A vector counts
    /// as one row.
    /// </summary>
    public static Fans Of(Tensor weights)
    {
        var shape = weights.shape;
        var area = shape.Skip(2).Aggregate(1L, (product, size) => product * size);
        return shape.Length < 2 ? new Fans(weights.numel(), 1) : new Fans(shape[1] * area, shape[0] * area);
    }
}
