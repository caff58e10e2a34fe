using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Fillings whose numbers are not drawn one by one.</summary>
static class Structured
{
    /// <summary>Fills the weights, seen as a matrix with one row per output, with a random orthogonal one times the gain.</summary>
    public static void FillOrthogonal(Tensor weights, double gain, Generator generator)
    {
        var rows = weights.shape[0];
        weights.copy_(RandomOrthogonal(rows, weights.numel() / rows, generator).mul_(gain).reshape(weights.shape));
    }

    /// <summary>Fills the kernel's middle with a random orthogonal matrix times the gain, and the rest with zeros.</summary>
    public static void FillDeltaOrthogonal(Tensor weights, double gain, Generator generator)
    {
        weights.zero_();
        Middle(weights).copy_(RandomOrthogonal(weights.shape[0], weights.shape[1], generator).mul_(gain));
    }

    /// <summary>Fills the diagonal of the kernel's middle with the gain, and the rest with zeros.</summary>
    public static void FillIdentity(Tensor weights, double gain)
    {
        weights.zero_();
        Middle(weights).copy_(eye(weights.shape[0], weights.shape[1], float64).mul_(gain));
    }

    /// <summary>Fills the weights from a normal distribution without what lies beyond the limit.</summary>
    public static void FillTruncated(Tensor weights, double deviation, double limit, Generator generator)
    {
        // The inverse of the distribution's integral makes normal numbers of uniform ones; erf(limit/√2) is the share that is kept.
        var kept = tensor(limit / Math.Sqrt(2), float64).erf().item<double>();
        var drawn = empty(weights.shape, float64).uniform_(-kept, kept, generator).erfinv_().mul_(deviation * Math.Sqrt(2));
        weights.copy_(drawn.clamp_(-limit * deviation, limit * deviation));
    }

    static Tensor RandomOrthogonal(long rows, long columns, Generator generator)
    {
        var isTall = rows >= columns;
        var drawn = empty([Math.Max(rows, columns), Math.Min(rows, columns)], float64).normal_(0, 1, generator);
        var (q, r) = linalg.qr(drawn);
        // QR fixes no signs: with those of R's diagonal every orthogonal matrix is equally likely (Mezzadri 2007).
        var signs = r.diagonal().sign();
        q.mul_(signs.add_(signs.eq(0)));
        return isTall ? q : q.t();
    }

    static Tensor Middle(Tensor weights)
    {
        var middle = weights;
        for (var dimension = weights.dim() - 1; dimension >= 2; dimension--) middle = middle.select(dimension, weights.shape[dimension] / 2);
        return middle;
    }
}
