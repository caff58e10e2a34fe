using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>A tensor by units: one row per output, in double, with the rows' norms.</summary>
/// <param name="Rows">One row per output; a vector is one row.</param>
/// <param name="Norms">The norm of each row, as a column; exact from the smallest numbers to the greatest.</param>
readonly record struct UnitNorms(Tensor Rows, Tensor Norms)
{
    /// <summary>The units of <paramref name="tensor"/>, in the caller's dispose scope.</summary>
    public static UnitNorms Of(Tensor tensor)
    {
        var rows = tensor.to(ScalarType.Float64).reshape(tensor.dim() < 2 ? 1 : tensor.shape[0], -1);
        var largest = rows.abs().amax([1], keepdim: true);
        // Divided by their greatest, the numbers' squares neither vanish nor overflow; a row of zeros is divided by one.
        var scale = largest.add(largest.eq(0));
        return new UnitNorms(rows, rows.div(scale).square().sum(1, keepdim: true).sqrt_().mul_(largest));
    }
}
