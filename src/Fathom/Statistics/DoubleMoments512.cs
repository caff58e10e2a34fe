using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fathom.Statistics;

static unsafe class DoubleMoments512
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Measure(double* start, int count, Scratch* scratch, out BlockMoments moments)
    {
        Vector512<double> s0 = default, s1 = default, q0 = default, q1 = default;
        var least = Vector512.Create(double.PositiveInfinity);
        var most = Vector512.Create(double.NegativeInfinity);
        var small = Vector512<ulong>.Zero;
        var ends = Vector512<uint>.AllBitsSet;
        var large = Vector512<ulong>.Zero;
        var exponents = scratch->Exponents;
        var padded = (double*)scratch->Padded;
        var full = count & ~63;

        for (var i = 0; i < count; i += 16)
        {
            var rest = count - i;
            var from = i < full ? start + i : padded + (i - full);
            var v0 = Vector512.Load(from);
            var v1 = Vector512.Load(from + 8);
            s0 += v0;
            s1 += v1;
            q0 = Avx512F.FusedMultiplyAdd(v0, v0, q0);
            q1 = Avx512F.FusedMultiplyAdd(v1, v1, q1);

            if (rest >= 16)
            {
                least = Avx512F.Min(least, Avx512F.Min(v0, v1));
                most = Avx512F.Max(most, Avx512F.Max(v0, v1));
            }
            else
            {
                Extremes(v0, rest, ref least, ref most);
                Extremes(v1, rest - 8, ref least, ref most);
            }

            var d0 = v0.AsUInt64() << 1;
            var d1 = v1.AsUInt64() << 1;
            small = Avx512F.Max(small, Avx512F.Max(Negated(d0), Negated(d1)));
            ends = Avx512F.Min(ends, Avx512F.Min(v0.AsUInt32(), v1.AsUInt32()));
            large = Avx512F.Max(large, Avx512F.Max(d0, d1));
            Sse2.UnpackLow(Exponents(d0).AsUInt64(), Exponents(d1).AsUInt64()).AsByte().Store(exponents + i);
        }

        var written = (count + 15) & ~15;
        new Span<byte>(exponents + written, -written & 63).Clear();
        moments.Sum = Vector512.Sum(s0 + s1);
        moments.Squares = Vector512.Sum(q0 + q1);
        moments.IsFinite = Largest(large) < 0x7ffUL << 53;
        moments.Minimum = Least(least);
        moments.Maximum = -Least(-most);
        var smallest = 0 - Largest(small);
        moments.Smallest = smallest == 0 ? double.PositiveInfinity : BitConverter.UInt64BitsToDouble(smallest >> 1);
        moments.MayHavePowerOfTwo = Vector512.EqualsAny(ends.AsUInt64() << 32, Vector512<ulong>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Extremes(Vector512<double> v, int valid, ref Vector512<double> least, ref Vector512<double> most)
    {
        var counts = Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)valid)).AsDouble();
        least = Vector512.ConditionalSelect(counts, Avx512F.Min(least, v), least);
        most = Vector512.ConditionalSelect(counts, Avx512F.Max(most, v), most);
    }

    /// <summary>The smallest is the largest, but zero is still the least of all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<ulong> Negated(Vector512<ulong> bits) => Vector512<ulong>.Zero - bits;

    /// <summary>The exponents of 8 values as those of float32, in the lower half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<byte> Exponents(Vector512<ulong> doubled)
    {
        var exponent = (doubled >>> 53).AsInt64() - Vector512.Create(1023L - 127);
        return Avx512F.ConvertToVector128ByteWithSaturation(Avx512F.Max(exponent, Vector512<long>.Zero).AsUInt64());
    }

    static double Least(Vector512<double> v)
    {
        var least = v[0];
        for (var i = 1; i < 8; i++) least = Math.Min(least, v[i]);
        return least;
    }

    static ulong Largest(Vector512<ulong> v)
    {
        var largest = v[0];
        for (var i = 1; i < 8; i++) largest = Math.Max(largest, v[i]);
        return largest;
    }
}
