using System.Numerics;
using Fathom.Statistics;

namespace Fathom.Torch.Probes;

/// <summary>Reads numbers of any precision as doubles.</summary>
static unsafe class Widening
{
    /// <summary>The number at <paramref name="index"/>.</summary>
    public static double At(nint address, long index, ElementType type) => type switch
    {
        ElementType.Float32 => ((float*)address)[index],
        ElementType.Float64 => ((double*)address)[index],
        ElementType.Float16 => (double)((Half*)address)[index],
        _ => BitConverter.UInt32BitsToSingle((uint)((ushort*)address)[index] << 16),
    };

    /// <summary>Writes <paramref name="count"/> numbers that lie one behind the other.</summary>
    public static void Copy(nint address, long first, double* target, int count, ElementType type)
    {
        var index = 0;
        if (type == ElementType.Float32)
        {
            var source = (float*)address + first;
            for (; index <= count - Vector<float>.Count; index += Vector<float>.Count)
            {
                Vector.Widen(Vector.Load(source + index), out var low, out var high);
                low.Store(target + index);
                high.Store(target + index + Vector<double>.Count);
            }
        }

        for (; index < count; index++) target[index] = At(address, first + index, type);
    }

    /// <summary>The distance from 1 to the next smaller number, to the power of two: below it a slope adds nothing to 1.</summary>
    public static double Precision(ElementType type) => type switch
    {
        ElementType.Float32 => 1.0 / (1 << 24),
        ElementType.Float64 => 1.0 / (1L << 53),
        ElementType.Float16 => 1.0 / (1 << 11),
        _ => 1.0 / (1 << 8),
    };
}
