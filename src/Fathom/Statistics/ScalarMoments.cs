using System.Runtime.CompilerServices;

namespace Fathom.Statistics;

/// <summary>The first pass over a block without vectors: the slow twin of the others.</summary>
static unsafe class ScalarMoments
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Measure<T>(byte* start, int count, Scratch* scratch, out BlockMoments moments)
        where T : IElement
    {
        var exponents = scratch->Exponents;
        moments = new()
        {
            IsFinite = true,
            Minimum = double.PositiveInfinity,
            Maximum = double.NegativeInfinity,
            Smallest = double.PositiveInfinity,
        };
        for (var i = 0; i < count; i++)
        {
            var value = T.At(start, i);
            var bits = BitConverter.DoubleToUInt64Bits(value);
            var exponent = (int)(bits >> 52) & 0x7ff;
            exponents[i] = (byte)Math.Clamp(exponent - (1023 - 127), 0, 255);
            moments.IsFinite &= exponent != 0x7ff;
            moments.Sum += value;
            moments.Squares += value * value;
            if (value < moments.Minimum) moments.Minimum = value;
            if (value > moments.Maximum) moments.Maximum = value;
            if (value == 0) continue;
            moments.Smallest = Math.Min(moments.Smallest, Math.Abs(value));
            moments.MayHavePowerOfTwo |= bits << 12 == 0;
        }

        new Span<byte>(exponents + count, -count & 63).Clear();
    }
}
