using Fathom.Torch.Probes;
using static TorchSharp.torch;

namespace Fathom.Torch;

/// <summary>Reads the number that a loss tensor holds.</summary>
static unsafe class LossReader
{
    /// <summary>True where the tensor holds exactly one floating-point number.</summary>
    public static bool HoldsOneNumber(Tensor? loss) =>
        loss is { IsInvalid: false } && TensorMemory.ElementTypeOf(loss.Handle) is not null && loss.numel() == 1;

    /// <summary>The loss as a number; NaN where there is none, or where the tensor does not hold exactly one.</summary>
    public static double Read(Tensor? loss)
    {
        if (loss is not { IsInvalid: false } || TensorMemory.ElementTypeOf(loss.Handle) is not { } type) return double.NaN;
        using var memory = TensorMemory.Open(loss.Handle, type);
        if (memory.Count * memory.Times != 1) return double.NaN;
        return type switch
        {
            Statistics.ElementType.Float32 => *(float*)memory.Address,
            Statistics.ElementType.Float64 => *(double*)memory.Address,
            Statistics.ElementType.Float16 => (double)*(Half*)memory.Address,
            _ => BitConverter.UInt32BitsToSingle((uint)*(ushort*)memory.Address << 16),
        };
    }
}
