using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fathom.Statistics;

/// <summary>Second looks at a block of anything that widens to float32.</summary>
static unsafe class FloatLook
{
    const uint Sign = 0x80000000, LeastNormal = 0x00800000;

    public static void CountOutside<T>(SimdLevel level, byte* start, int count, Scratch* scratch)
        where T : IFloatElement
    {
        if (level < SimdLevel.Vector512 || count < 16) ScalarLook.CountOutside<T>(start, count, &scratch->Tally);
        else CountSubnormals<T>(level, start, count, scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CountBetween<T>(SimdLevel level, byte* start, int count, double low, double high)
        where T : IFloatElement
    {
        var vectorised = level switch
        {
            SimdLevel.Vector512 => count & ~15,
            SimdLevel.Vector256 => count & ~7,
            _ => 0,
        };
        var (least, span) = (MagnitudeBits(low) + 1, MagnitudeBits(high) - MagnitudeBits(low) - 1);
        var found = level == SimdLevel.Vector512
            ? CountBetween512<T>(start, vectorised, least, span)
            : CountBetween256<T>(start, vectorised, least, span);
        return found + ScalarLook.CountBetween<T>(start + ((nint)vectorised * T.Size), count - vectorised, low, high);
    }

    /// <summary>The bits of the largest float32 up to a magnitude.</summary>
    static uint MagnitudeBits(double magnitude)
    {
        var nearest = (float)magnitude;
        return BitConverter.SingleToUInt32Bits(nearest > magnitude ? MathF.BitDecrement(nearest) : nearest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int CountBetween512<T>(byte* start, int count, uint least, uint span)
        where T : IFloatElement
    {
        var found = 0;
        for (var i = 0; i < count; i += 16)
        {
            var above = Vector512.AndNot(T.Load512(start, i).AsUInt32(), Vector512.Create(Sign)) - Vector512.Create(least);
            found += BitOperations.PopCount(Vector512.LessThanOrEqual(above, Vector512.Create(span)).ExtractMostSignificantBits());
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int CountBetween256<T>(byte* start, int count, uint least, uint span)
        where T : IFloatElement
    {
        var found = 0;
        for (var i = 0; i < count; i += 8)
        {
            var above = Vector256.AndNot(T.Load256(start, i).AsUInt32(), Vector256.Create(Sign)) - Vector256.Create(least);
            var inside = Avx2.CompareEqual(Avx2.Min(above, Vector256.Create(span)), above);
            found += BitOperations.PopCount((uint)Avx.MoveMask(inside.AsSingle()));
        }

        return found;
    }

    /// <summary>Counts the subnormals by the exponents that their fractions have as numbers; the others are zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void CountSubnormals<T>(SimdLevel level, byte* start, int count, Scratch* scratch)
        where T : IFloatElement
    {
        const int lowest = 127, highest = 127 + 22;
        var vectorised = count & ~15;
        var normals = 0;
        for (var i = 0; i < vectorised; i += 16)
        {
            var magnitude = Vector512.AndNot(T.Load512(start, i).AsUInt32(), Vector512.Create(Sign));
            var exponent = Avx512F.ConvertToVector512Single(magnitude.AsInt32()).AsUInt32() >>> 23;
            var normal = Vector512.GreaterThanOrEqual(magnitude, Vector512.Create(LeastNormal));
            normals += BitOperations.PopCount(normal.ExtractMostSignificantBits());
            Avx512F.ConvertToVector128Byte(Vector512.AndNot(exponent, normal)).Store(scratch->Exponents + i);
        }

        new Span<byte>(scratch->Exponents + vectorised, -vectorised & 63).Clear();
        var counts = scratch->Tally.Exponents + ExponentHistogram.PlaceOf(ExponentHistogram.Lowest) - lowest;
        var subnormals = ExponentCounter.Count(level, scratch, vectorised, lowest, highest, counts);
        scratch->Tally.Zeros += vectorised - normals - subnormals;
        ScalarLook.CountOutside<T>(start + ((nint)vectorised * T.Size), count - vectorised, &scratch->Tally);
    }
}
