using TorchSharp;
using Fathom.Torch.Guards;

namespace Fathom.Torch.Treatments;

/// <summary>Rescales what an optimizer remembers of a parameter, whose gradients are rescaled.</summary>
static class MemoryScale
{
    // TorchSharp's names; RMSProp and SGD both call their momentum momentum_buffer, but RMSProp's is of quotients without a scale.
    static readonly string[] OfGradients = ["exp_avg", "grad_avg"];
    static readonly string[] OfSquares = ["exp_avg_sq", "max_exp_avg_sq", "square_avg", "sum"];

    /// <summary>Makes the memory what it would be if all gradients had been divided by <paramref name="factor"/>; begins it anew where it is of an unknown kind.</summary>
    public static void Divide(OptimizerMemoryCell cell, double factor)
    {
        var names = Enumerable.Range(0, cell.TensorCount).Select(cell.NameOf).ToArray();
        var hasSquares = names.Any(OfSquares.Contains);
        if (names.Any(name => name != "momentum_buffer" && !OfGradients.Contains(name) && !OfSquares.Contains(name)))
        {
            cell.Forget();
            return;
        }

        for (var place = 0; place < names.Length; place++)
        {
            var power = OfSquares.Contains(names[place]) ? 2 : OfGradients.Contains(names[place]) || !hasSquares ? 1 : 0;
            using var scale = Math.Pow(factor, -power).ToScalar();
            if (power > 0) cell.Tensor(place)?.mul_(scale);
        }
    }
}
