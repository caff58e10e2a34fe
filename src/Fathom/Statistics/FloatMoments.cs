using System.Runtime.CompilerServices;

namespace Fathom.Statistics;

/// <summary>The first pass over a block of anything that widens to float32, at each level.</summary>
static unsafe class FloatMoments
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Measure<T>(SimdLevel level, byte* start, int count, Scratch* scratch, out BlockMoments moments)
        where T : IFloatElement
    {
        Pad<T>(start, count, scratch);
        switch (level)
        {
            case SimdLevel.Vector512: FloatMoments512.Measure<T>(start, count, scratch, out moments); break;
            case SimdLevel.Vector256: FloatMoments256.Measure<T>(start, count, scratch, out moments); break;
            case SimdLevel.Vector128: FloatMoments128.Measure<T>(start, count, scratch, out moments); break;
            default: ScalarMoments.Measure<T>(start, count, scratch, out moments); break;
        }
    }

    /// <summary>Copies the last values of a block, those beyond a multiple of 64, and fills them up with zeros.</summary>
    /// <remarks>A call in the passes themselves would make the compiler keep all their accumulators on the stack.</remarks>
    public static void Pad<T>(byte* start, int count, Scratch* scratch)
        where T : IElement
    {
        var last = count & 63;
        if (last == 0) return;
        new Span<byte>(scratch->Padded, 64 * T.Size).Clear();
        Unsafe.CopyBlockUnaligned(scratch->Padded, start + ((nint)(count - last) * T.Size), (uint)(last * T.Size));
    }
}
