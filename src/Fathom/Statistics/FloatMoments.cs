using System.Runtime.CompilerServices;

namespace Fathom.Statistics;

/// <summary>The first pass over a block of anything that widens to float32, at each level.</summary>
static unsafe class FloatMoments
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Measure<T>(SimdLevel level, byte* start, int count, byte* exponents, out BlockMoments moments)
        where T : IFloatElement
    {
        switch (level)
        {
            case SimdLevel.Vector512: FloatMoments512.Measure<T>(start, count, exponents, out moments); break;
            case SimdLevel.Vector256: FloatMoments256.Measure<T>(start, count, exponents, out moments); break;
            case SimdLevel.Vector128: FloatMoments128.Measure<T>(start, count, exponents, out moments); break;
            default: ScalarMoments.Measure<T>(start, count, exponents, out moments); break;
        }
    }

    /// <summary>Copies the last bytes of a block into <paramref name="padded"/> and fills it up with zeros.</summary>
    public static byte* Padded(byte* padded, int length, byte* last, int bytes)
    {
        new Span<byte>(padded, length).Clear();
        Unsafe.CopyBlockUnaligned(padded, last, (uint)bytes);
        return padded;
    }
}
