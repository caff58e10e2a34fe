using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Fathom.Statistics;

/// <summary>Adds blocks of memory to the tally.</summary>
/// <remarks>
/// The first pass over a block brings it into the first-level cache and knows the moments and the exponents; all that a
/// block's range asks for in addition (subnormals, overflows, ties) looks at the cached block again. Everything that runs
/// per block is compiled at its best at once: a training must not wait for the runtime to find out that it is hot.
/// </remarks>
static unsafe class BlockReader
{
    public const int LeastExponentByte = 1, MostExponentByte = 254;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read<T>(SimdLevel level, byte* start, int count, Scratch* scratch)
        where T : IElement
    {
        Debug.Assert(count is > 0 and <= Scratch.BlockLength, "The caller cuts memory into blocks.");

        T.Measure(level, start, count, scratch, out var moments);
        if (!moments.IsFinite)
        {
            ReadFinite<T>(level, start, count, scratch);
            return;
        }

        var tally = &scratch->Tally;
        tally->Count += count;
        tally->Minimum = Math.Min(tally->Minimum, moments.Minimum);
        tally->Maximum = Math.Max(tally->Maximum, moments.Maximum);
        tally->Sums.Sum += moments.Sum;
        if (moments.Smallest > double.MaxValue)
        {
            tally->Zeros += count;
            return;
        }

        tally->Smallest = Math.Min(tally->Smallest, moments.Smallest);
        var largest = moments.Largest;
        if (moments.Smallest >= Sums.Tiny && largest <= Sums.Huge) tally->Sums.Mid += moments.Squares;
        else for (var i = 0; i < count; i++) tally->Sums.AddSquare(T.At(start, i));

        var (low, high) = (ExponentByte(moments.Smallest), ExponentByte(largest));
        var counts = tally->Exponents + ExponentHistogram.PlaceOf(-127);
        var inside = ExponentCounter.Count(
            level, scratch, count, Math.Max(low, LeastExponentByte), Math.Min(high, MostExponentByte), counts);
        if (low >= LeastExponentByte && high <= MostExponentByte) tally->Zeros += count - inside;
        else T.CountOutside(level, start, count, scratch);
        FormatEdges.Count<T>(level, start, count, moments, tally);
    }

    /// <summary>Reads a block with NaNs or infinities: counts them, and reads the others from a copy without them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void ReadFinite<T>(SimdLevel level, byte* start, int count, Scratch* scratch)
        where T : IElement
    {
        var finite = 0;
        var tally = &scratch->Tally;
        for (var i = 0; i < count; i++)
        {
            var value = T.At(start, i);
            scratch->Finite[finite] = value;
            if (double.IsFinite(value)) finite++;
            else if (double.IsNaN(value)) tally->NaNs++;
            else if (value > 0) tally->PositiveInfinities++;
            else tally->NegativeInfinities++;
        }

        tally->Count += count - finite;
        if (finite > 0) Read<Float64Element>(level, (byte*)scratch->Finite, finite, scratch);
    }

    public static int ExponentByte(double value) => Math.Clamp(ExponentHistogram.ExponentOf(value) + 127, 0, 255);
}
