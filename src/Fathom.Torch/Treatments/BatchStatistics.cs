using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Mean and variance of each channel over a batch, computed in 64 bits.</summary>
/// <param name="Shape">The shape that they were read from.</param>
/// <param name="Mean">One for each channel.</param>
/// <param name="Variance">One for each channel, divided by the count as batch-norm divides it.</param>
sealed record BatchStatistics(IReadOnlyList<long> Shape, Tensor Mean, Tensor Variance) : IDisposable
{
    /// <summary>Reads the statistics of <paramref name="input"/>, whose dimension 1 holds the channels.</summary>
    public static BatchStatistics Of(Tensor input)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        if (input.dim() < 2) return new(input.shape, zeros(1).DetachFromDisposeScope(), ones(1).DetachFromDisposeScope());
        long[] others = [.. Enumerable.Range(0, (int)input.dim()).Where(dimension => dimension != 1)];
        var wide = input.detach().to(float64);
        var mean = wide.mean(others, keepdim: true);
        var centred = wide - mean;
        var variance = (centred * centred).mean(others);
        return new(input.shape, mean.flatten().DetachFromDisposeScope(), variance.DetachFromDisposeScope());
    }

    /// <summary>How many numbers each channel has in the batch.</summary>
    public long PerChannel => Shape.Where((_, dimension) => dimension != 1).Aggregate(1L, (product, size) => product * size);

    public void Dispose()
    {
        Mean.Dispose();
        Variance.Dispose();
    }
}
