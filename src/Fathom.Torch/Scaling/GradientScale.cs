using Fathom.Torch.Probes;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Torch.Scaling;

/// <summary>Gives gradients as they are of the loss itself, where the loss is scaled for its backward pass.</summary>
sealed class GradientScale(LossScaler? scaler)
{
    /// <summary>The gradient divided by the scale, in float32 or more; the same handle where nothing is scaled.</summary>
    /// <remarks>What is below the format's numbers only once it is divided is kept, for that is what scales are for.</remarks>
    public nint Divide(nint gradient)
    {
        if (scaler is null or { CurrentScale: 1 }) return gradient;
        using var scope = NewDisposeScope();
        using var without = no_grad();
        var scaled = Tensor.UnsafeCreateTensor(LibTorch.Alias(gradient));
        using var share = (1 / scaler.CurrentScale).ToScalar();
        var divided = scaled.to(scaled.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32, copy: true).mul_(share);
        return LibTorch.Alias(divided.Handle);
    }

    /// <summary>Frees what <see cref="Divide"/> has made of a gradient.</summary>
    public static void Free(nint divided, nint gradient)
    {
        if (divided != gradient) LibTorch.Dispose(divided);
    }
}
