using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fathom.Statistics;

static unsafe class FloatMoments256
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Measure<T>(byte* start, int count, byte* exponents, out BlockMoments moments)
        where T : IFloatElement
    {
        Vector256<double> s0 = default, s1 = default, q0 = default, q1 = default;
        var least = Vector256.Create(float.PositiveInfinity);
        var most = Vector256.Create(float.NegativeInfinity);
        var small = Vector256<uint>.AllBitsSet;
        var fraction = Vector256<uint>.AllBitsSet;
        var padded = stackalloc byte[128];

        for (var i = 0; i < count; i += 32)
        {
            var from = start + ((nint)i * T.Size);
            var rest = count - i;
            if (rest < 32) from = FloatMoments.Padded(padded, 128, from, rest * T.Size);
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

            Look(v0, v1, ref small, ref fraction);
            Look(v2, v3, ref small, ref fraction);
            Exponents(v0.AsUInt32(), v1.AsUInt32(), v2.AsUInt32(), v3.AsUInt32()).Store(exponents + i);
        }

        if ((count & 63) is > 0 and <= 32) Vector256<byte>.Zero.Store(exponents + ((count + 31) & ~31));
        moments.Sum = Vector256.Sum(s0 + s1);
        moments.Squares = Vector256.Sum(q0 + q1);
        moments.IsFinite = double.IsFinite(moments.Squares);
        moments.Minimum = Lanes.Least(least);
        moments.Maximum = -Lanes.Least(-most);
        moments.Smallest = Lanes.Smallest(small);
        moments.HasPowerOfTwo = Vector256.EqualsAny(fraction, Vector256<uint>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(Vector256<float> v, ref Vector256<double> s0, ref Vector256<double> q0, ref Vector256<double> s1, ref Vector256<double> q1)
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

    /// <summary>The least doubled magnitude and the least fraction, zeros left out by setting all their bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Look(Vector256<float> one, Vector256<float> other, ref Vector256<uint> small, ref Vector256<uint> fraction)
    {
        Look(one, ref small, ref fraction);
        Look(other, ref small, ref fraction);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Look(Vector256<float> v, ref Vector256<uint> small, ref Vector256<uint> fraction)
    {
        var doubled = v.AsUInt32() << 1;
        var zero = Avx2.CompareEqual(doubled, Vector256<uint>.Zero);
        small = Avx2.Min(small, doubled | zero);
        fraction = Avx2.Min(fraction, (doubled << 8) | zero);
    }

    /// <summary>Bits 30 to 23 of each of the 32 values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<byte> Exponents(Vector256<uint> v0, Vector256<uint> v1, Vector256<uint> v2, Vector256<uint> v3)
    {
        var mask = Vector256.Create(0xffu);
        var upper = (v0 << 1 & Vector256.Create(0xff000000u)) | (v1 >>> 7 & (mask << 16));
        var lower = (v2 >>> 15 & (mask << 8)) | (v3 >>> 23 & mask);
        return (upper | lower).AsByte();
    }
}
