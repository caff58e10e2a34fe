using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fathom.Statistics;

static unsafe class FloatMoments512
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Measure<T>(byte* start, int count, Scratch* scratch, out BlockMoments moments)
        where T : IFloatElement
    {
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
        Vector512<double> q0 = default, q1 = default, q2 = default, q3 = default;
        var least = Vector512.Create(float.PositiveInfinity);
        var most = Vector512.Create(float.NegativeInfinity);
        var small = Vector512<uint>.Zero;
        var ends = Vector512<ushort>.AllBitsSet;
        var exponents = scratch->Exponents;
        var full = count & ~63;


        for (var i = 0; i < count; i += 64)
        {
            var rest = count - i;
            var from = i < full ? start + ((nint)i * T.Size) : scratch->Padded + ((nint)(i - full) * T.Size);
            var v0 = T.Load512(from, 0);
            var v1 = T.Load512(from, 16);
            var v2 = T.Load512(from, 32);
            var v3 = T.Load512(from, 48);
            Add<T>(from, 0, v0, ref s0, ref q0, ref s1, ref q1);
            Add<T>(from, 16, v1, ref s2, ref q2, ref s3, ref q3);
            Add<T>(from, 32, v2, ref s0, ref q0, ref s1, ref q1);
            Add<T>(from, 48, v3, ref s2, ref q2, ref s3, ref q3);

            if (rest >= 64)
            {
                least = Avx512F.Min(least, Avx512F.Min(Avx512F.Min(v0, v1), Avx512F.Min(v2, v3)));
                most = Avx512F.Max(most, Avx512F.Max(Avx512F.Max(v0, v1), Avx512F.Max(v2, v3)));
            }
            else
            {
                // The zeros that fill up the last 64 change no sum, but they are no extremes of the data.
                Extremes(v0, rest, ref least, ref most);
                Extremes(v1, rest - 16, ref least, ref most);
                Extremes(v2, rest - 32, ref least, ref most);
                Extremes(v3, rest - 48, ref least, ref most);
            }

            small = Avx512F.Max(small, Avx512F.Max(Avx512F.Max(Negated(v0), Negated(v1)), Avx512F.Max(Negated(v2), Negated(v3))));
            ends = Avx512BW.Min(ends, Avx512BW.Min(Avx512BW.Min(Ends(v0), Ends(v1)), Avx512BW.Min(Ends(v2), Ends(v3))));
            Exponents(v0, v1, v2, v3).Store(exponents + i);
        }

        moments.Sum = Vector512.Sum(s0 + s1 + (s2 + s3));
        moments.Squares = Vector512.Sum(q0 + q1 + (q2 + q3));
        moments.IsFinite = double.IsFinite(moments.Squares);
        moments.Minimum = Least(least);
        moments.Maximum = -Least(-most);
        moments.Smallest = Lanes.Smallest(Avx2.Max(small.GetLower(), small.GetUpper()));
        moments.MayHavePowerOfTwo = Vector512.EqualsAny(ends.AsUInt32() << 16, Vector512<uint>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add<T>(
        byte* from, int index, Vector512<float> v,
        ref Vector512<double> s0, ref Vector512<double> q0, ref Vector512<double> s1, ref Vector512<double> q1)
        where T : IFloatElement
    {
        var low = T.Widen512(from, index, v.GetLower());
        var high = T.Widen512(from, index + 8, v.GetUpper());
        s0 += low;
        s1 += high;
        q0 = Avx512F.FusedMultiplyAdd(low, low, q0);
        q1 = Avx512F.FusedMultiplyAdd(high, high, q1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Extremes(Vector512<float> v, int valid, ref Vector512<float> least, ref Vector512<float> most)
    {
        var counts = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(valid)).AsSingle();
        least = Vector512.ConditionalSelect(counts, Avx512F.Min(least, v), least);
        most = Vector512.ConditionalSelect(counts, Avx512F.Max(most, v), most);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<uint> Doubled(Vector512<float> v) => v.AsUInt32() << 1;

    /// <summary>The magnitude so that the smallest is the largest, but zero is still the least of all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<uint> Negated(Vector512<float> v) => Vector512<uint>.Zero - Doubled(v);

    /// <summary>The lower half of each element holds the end of its fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<ushort> Ends(Vector512<float> v) => v.AsUInt16();

    /// <summary>The highest bytes of the 64 values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<byte> Exponents(Vector512<float> v0, Vector512<float> v1, Vector512<float> v2, Vector512<float> v3)
    {
        var highest = Vector512.Create(
            (byte)3, 7, 11, 15, 19, 23, 27, 31, 35, 39, 43, 47, 51, 55, 59, 63,
            67, 71, 75, 79, 83, 87, 91, 95, 99, 103, 107, 111, 115, 119, 123, 127,
            3, 7, 11, 15, 19, 23, 27, 31, 35, 39, 43, 47, 51, 55, 59, 63,
            67, 71, 75, 79, 83, 87, 91, 95, 99, 103, 107, 111, 115, 119, 123, 127);
        var lower = Avx512Vbmi.PermuteVar64x8x2(Doubled(v0).AsByte(), highest, Doubled(v1).AsByte());
        var upper = Avx512Vbmi.PermuteVar64x8x2(Doubled(v2).AsByte(), highest, Doubled(v3).AsByte());
        return lower.WithUpper(upper.GetLower());
    }

    static float Least(Vector512<float> v) => Lanes.Least(Avx.Min(v.GetLower(), v.GetUpper()));
}
