using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fathom.Statistics;

/// <remarks>Written without any one machine's instructions, so that it also serves ARM.</remarks>
static unsafe class FloatMoments128
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Measure<T>(byte* start, int count, Scratch* scratch, out BlockMoments moments)
        where T : IFloatElement
    {
        Vector128<double> s0 = default, s1 = default, q0 = default, q1 = default;
        var least = Vector128.Create(float.PositiveInfinity);
        var most = Vector128.Create(float.NegativeInfinity);
        var small = Vector128<uint>.Zero;
        var ends = Vector128<ushort>.AllBitsSet;
        var exponents = scratch->Exponents;
        var full = count & ~63;

        for (var i = 0; i < count; i += 4)
        {
            var rest = count - i;
            var v = T.Load128(i < full ? start + ((nint)i * T.Size) : scratch->Padded + ((nint)(i - full) * T.Size), 0);
            var (low, high) = Vector128.Widen(v);
            s0 += low;
            s1 += high;
            q0 += low * low;
            q1 += high * high;

            // The zeros that fill up the last vector change no sum, but they are no extremes of the data.
            var counts = Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(rest)).AsSingle();
            least = Vector128.ConditionalSelect(counts, Vector128.MinNative(least, v), least);
            most = Vector128.ConditionalSelect(counts, Vector128.MaxNative(most, v), most);

            var doubled = v.AsUInt32() << 1;

            // Negated, the smallest magnitude is the largest number, and zero is still the least.
            small = Vector128.Max(small, Vector128<uint>.Zero - doubled);

            // The lower half of each element holds the end of its fraction.
            ends = Vector128.Min(ends, v.AsUInt16());

            var words = Vector128.Narrow(doubled >>> 24, Vector128<uint>.Zero);
            *(uint*)(exponents + i) = Vector128.Narrow(words, Vector128<ushort>.Zero).AsUInt32().ToScalar();
        }

        var written = (count + 3) & ~3;
        new Span<byte>(exponents + written, -written & 63).Clear();
        moments.Sum = Vector128.Sum(s0 + s1);
        moments.Squares = Vector128.Sum(q0 + q1);
        moments.IsFinite = double.IsFinite(moments.Squares);
        moments.Minimum = Lanes.Least(least);
        moments.Maximum = -Lanes.Least(-most);
        moments.Smallest = Lanes.Smallest(small);
        moments.MayHavePowerOfTwo = Vector128.EqualsAny(ends.AsUInt32() << 16, Vector128<uint>.Zero);
    }
}
