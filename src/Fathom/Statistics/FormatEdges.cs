using System.Runtime.CompilerServices;

namespace Fathom.Statistics;

/// <summary>Counts what the exponents alone do not tell: overflows, whose limits lie within a binade, and ties.</summary>
static unsafe class FormatEdges
{
    const double LeastNormalFloat32 = 1.1754943508222875E-38;

    static readonly double LeastLimit = FloatFormat.All.Min(format => format.LargestSurviving);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count<T>(SimdLevel level, byte* start, int count, in BlockMoments moments, Tally* tally)
        where T : IElement
    {
        var (smallest, largest) = (moments.Smallest, moments.Largest);
        var mayTie = moments.MayHavePowerOfTwo || smallest < LeastNormalFloat32;
        if (!mayTie && largest <= LeastLimit) return;

        foreach (var format in FloatFormat.Table)
        {
            if (largest > format.LargestSurviving)
                tally->Overflowing[format.Index] += T.CountBetween(level, start, count, format.LargestSurviving, double.MaxValue);
            if (mayTie && smallest <= format.FlushLimit && largest >= format.FlushLimit)
                tally->OnTie[format.Index] += T.CountBetween(level, start, count, Math.BitDecrement(format.FlushLimit), format.FlushLimit);
        }
    }
}
