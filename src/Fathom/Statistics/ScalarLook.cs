using System.Runtime.CompilerServices;

namespace Fathom.Statistics;

/// <summary>Second looks at a block without vectors.</summary>
static unsafe class ScalarLook
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CountOutside<T>(byte* start, int count, Tally* tally)
        where T : IElement
    {
        for (var i = 0; i < count; i++)
        {
            var value = T.At(start, i);
            if (value == 0) tally->Zeros++;
            else if (BlockReader.ExponentByte(value) is < BlockReader.LeastExponentByte or > BlockReader.MostExponentByte)
                tally->Exponents[ExponentHistogram.PlaceOf(value)]++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CountBetween<T>(byte* start, int count, double low, double high)
        where T : IElement
    {
        var found = 0;
        for (var i = 0; i < count; i++)
        {
            var magnitude = Math.Abs(T.At(start, i));
            if (magnitude > low & magnitude <= high) found++;
        }

        return found;
    }
}
