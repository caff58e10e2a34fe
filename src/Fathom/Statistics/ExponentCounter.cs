using System.Runtime.CompilerServices;

namespace Fathom.Statistics;

/// <summary>Counts the bytes that the first pass left, one class per binary exponent.</summary>
static unsafe class ExponentCounter
{
    /// <summary>Adds to <paramref name="counts"/> how often each byte from low to high occurs; returns their number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Count(SimdLevel level, Scratch* scratch, int count, int low, int high, long* counts)
    {
        if (low > high) return 0;
        var padded = (count + 63) & ~63;
        return level == SimdLevel.Vector512
            ? ExponentCounter512.Count(scratch->Exponents, padded, low, high, counts, scratch->Columns)
            : Scatter(scratch->Exponents, padded, low, high, counts, scratch->Tables);
    }

    /// <summary>Four tables, so that equal neighbours do not wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Scatter(byte* exponents, int padded, int low, int high, long* counts, uint* tables)
    {
        for (var i = 0; i < padded; i += 8)
        {
            var eight = *(ulong*)(exponents + i);
            tables[(byte)eight]++;
            tables[256 + (byte)(eight >> 8)]++;
            tables[512 + (byte)(eight >> 16)]++;
            tables[768 + (byte)(eight >> 24)]++;
            tables[(byte)(eight >> 32)]++;
            tables[256 + (byte)(eight >> 40)]++;
            tables[512 + (byte)(eight >> 48)]++;
            tables[768 + (byte)(eight >> 56)]++;
        }

        var found = 0;
        for (var e = low; e <= high; e++)
        {
            var here = tables[e] + tables[256 + e] + tables[512 + e] + tables[768 + e];
            counts[e] += here;
            found += (int)here;
            tables[e] = tables[256 + e] = tables[512 + e] = tables[768 + e] = 0;
        }

        for (var table = 0; table < 1024; table += 256) tables[table] = tables[table + 255] = 0;
        return found;
    }
}
