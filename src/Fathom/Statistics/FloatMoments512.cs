using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fathom.Statistics;

static unsafe class FloatMoments512
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Measure<T>(byte* start, int count, byte* exponents, out BlockMoments moments)
        where T : IFloatElement
    {
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
        Vector512<double> q0 = default, q1 = default, q2 = default, q3 = default;
        var least = Vector512.Create(float.PositiveInfinity);
        var most = Vector512.Create(float.NegativeInfinity);
        var small = Vector512<uint>.AllBitsSet;
        var fraction = Vector512<uint>.AllBitsSet;
        var padded = stackalloc byte[256];

        for (var i = 0; i < count; i += 64)
        {
            var from = start + ((nint)i * T.Size);
            var rest = count - i;
            if (rest < 64) from = FloatMoments.Padded(padded, 256, from, rest * T.Size);
            var v0 = T.Load512(from, 0);
            var v1 = T.Load512(from, 16);
            var v2 = T.Load512(from, 32);
            var v3 = T.Load512(from, 48);
            Add(v0, ref s0, ref q0, ref s1, ref q1);
            Add(v1, ref s2, ref q2, ref s3, ref q3);
            Add(v2, ref s0, ref q0, ref s1, ref q1);
            Add(v3, ref s2, ref q2, ref s3, ref q3);

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

            Look(v0, v1, ref small, ref fraction);
            Look(v2, v3, ref small, ref fraction);
            Exponents(v0.AsUInt32(), v1.AsUInt32(), v2.AsUInt32(), v3.AsUInt32()).Store(exponents + i);
        }

        moments.Sum = Vector512.Sum(s0 + s1 + (s2 + s3));
        moments.Squares = Vector512.Sum(q0 + q1 + (q2 + q3));
        moments.IsFinite = double.IsFinite(moments.Squares);
        moments.Minimum = Least(least);
        moments.Maximum = -Least(-most);
        moments.Smallest = Lanes.Smallest(Avx2.Min(small.GetLower(), small.GetUpper()));
        moments.HasPowerOfTwo = Vector512.EqualsAny(fraction, Vector512<uint>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(Vector512<float> v, ref Vector512<double> s0, ref Vector512<double> q0, ref Vector512<double> s1, ref Vector512<double> q1)
    {
        var low = Avx512F.ConvertToVector512Double(v.GetLower());
        var high = Avx512F.ConvertToVector512Double(v.GetUpper());
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

    /// <summary>The least doubled magnitude and the least fraction, zeros left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Look(Vector512<float> one, Vector512<float> other, ref Vector512<uint> small, ref Vector512<uint> fraction)
    {
        Look(one, ref small, ref fraction);
        Look(other, ref small, ref fraction);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Look(Vector512<float> v, ref Vector512<uint> small, ref Vector512<uint> fraction)
    {
        var doubled = v.AsUInt32() << 1;
        var nonzero = Vector512.GreaterThan(doubled, Vector512<uint>.Zero);
        small = Vector512.ConditionalSelect(nonzero, Avx512F.Min(small, doubled), small);
        fraction = Vector512.ConditionalSelect(nonzero, Avx512F.Min(fraction, doubled << 8), fraction);
    }

    /// <summary>Bits 30 to 23 of each of the 64 values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<byte> Exponents(Vector512<uint> v0, Vector512<uint> v1, Vector512<uint> v2, Vector512<uint> v3)
    {
        const byte firstWhereSet = 0xCA;
        var upper = Avx512F.TernaryLogic(Vector512.Create(0xff000000u), v0 << 1, v1 >>> 7, firstWhereSet);
        var lower = Avx512F.TernaryLogic(Vector512.Create(0x0000ff00u), v2 >>> 15, v3 >>> 23, firstWhereSet);
        return Avx512F.TernaryLogic(Vector512.Create(0xffff0000u), upper, lower, firstWhereSet).AsByte();
    }

    static float Least(Vector512<float> v) => Lanes.Least(Avx.Min(v.GetLower(), v.GetUpper()));
}
