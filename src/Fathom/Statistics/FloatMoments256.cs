using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fathom.Statistics;

static unsafe class FloatMoments256
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Measure<T>(byte* start, int count, Scratch* scratch, out BlockMoments moments)
        where T : IFloatElement
    {
        Vector256<double> s0 = default, s1 = default, q0 = default, q1 = default;
        var least = Vector256.Create(float.PositiveInfinity);
        var most = Vector256.Create(float.NegativeInfinity);
        var small = Vector256<uint>.Zero;
        var ends = Vector256<ushort>.AllBitsSet;
        var exponents = scratch->Exponents;
        var full = count & ~63;

        for (var i = 0; i < count; i += 32)
        {
            var rest = count - i;
            var from = i < full ? start + ((nint)i * T.Size) : scratch->Padded + ((nint)(i - full) * T.Size);
            var v0 = T.Load256(from, 0);
            var v1 = T.Load256(from, 8);
            var v2 = T.Load256(from, 16);
            var v3 = T.Load256(from, 24);
            Add(v0, ref s0, ref q0, ref s1, ref q1);
            Add(v1, ref s0, ref q0, ref s1, ref q1);
            Add(v2, ref s0, ref q0, ref s1, ref q1);
            Add(v3, ref s0, ref q0, ref s1, ref q1);

            if (rest >= 32)
            {
                least = Avx.Min(least, Avx.Min(Avx.Min(v0, v1), Avx.Min(v2, v3)));
                most = Avx.Max(most, Avx.Max(Avx.Max(v0, v1), Avx.Max(v2, v3)));
            }
            else
            {
                // The zeros that fill up the last 32 change no sum, but they are no extremes of the data.
                Extremes(v0, rest, ref least, ref most);
                Extremes(v1, rest - 8, ref least, ref most);
                Extremes(v2, rest - 16, ref least, ref most);
                Extremes(v3, rest - 24, ref least, ref most);
            }

            small = Avx2.Max(small, Avx2.Max(Avx2.Max(Negated(v0), Negated(v1)), Avx2.Max(Negated(v2), Negated(v3))));
            ends = Avx2.Min(ends, Avx2.Min(Avx2.Min(Ends(v0), Ends(v1)), Avx2.Min(Ends(v2), Ends(v3))));
            Exponents(v0, v1, v2, v3).Store(exponents + i);
        }

        if ((count & 63) is > 0 and <= 32) Vector256<byte>.Zero.Store(exponents + ((count + 31) & ~31));
        moments.Sum = Vector256.Sum(s0 + s1);
        moments.Squares = Vector256.Sum(q0 + q1);
        moments.IsFinite = double.IsFinite(moments.Squares);
        moments.Minimum = Lanes.Least(least);
        moments.Maximum = -Lanes.Least(-most);
        moments.Smallest = Lanes.Smallest(small);
        moments.MayHavePowerOfTwo = Vector256.EqualsAny(ends.AsUInt32() << 16, Vector256<uint>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(
        Vector256<float> v, ref Vector256<double> s0, ref Vector256<double> q0, ref Vector256<double> s1, ref Vector256<double> q1)
    {
        var low = Avx.ConvertToVector256Double(v.GetLower());
        var high = Avx.ConvertToVector256Double(v.GetUpper());
        s0 += low;
        s1 += high;
        q0 = Fma.MultiplyAdd(low, low, q0);
        q1 = Fma.MultiplyAdd(high, high, q1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Extremes(Vector256<float> v, int valid, ref Vector256<float> least, ref Vector256<float> most)
    {
        var counts = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(valid)).AsSingle();
        least = Vector256.ConditionalSelect(counts, Avx.Min(least, v), least);
        most = Vector256.ConditionalSelect(counts, Avx.Max(most, v), most);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<uint> Doubled(Vector256<float> v) => v.AsUInt32() << 1;

    /// <summary>The magnitude so that the smallest is the largest, but zero is still the least of all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<uint> Negated(Vector256<float> v) => Vector256<uint>.Zero - Doubled(v);

    /// <summary>The lower half of each element holds the end of its fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<ushort> Ends(Vector256<float> v) => v.AsUInt16();

    /// <summary>The highest bytes of the 32 values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<byte> Exponents(Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3)
    {
        var lower = Avx2.PackUnsignedSaturate((Doubled(v0) >>> 24).AsInt32(), (Doubled(v1) >>> 24).AsInt32());
        var upper = Avx2.PackUnsignedSaturate((Doubled(v2) >>> 24).AsInt32(), (Doubled(v3) >>> 24).AsInt32());
        return Avx2.PackUnsignedSaturate(lower.AsInt16(), upper.AsInt16());
    }
}
