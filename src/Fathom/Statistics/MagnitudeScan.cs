using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Fathom.Statistics;

/// <summary>Asks of memory one thing only, as fast as it can be read: are all magnitudes at most 2^50?</summary>
/// <remarks>
/// Magnitudes of floating-point numbers are ordered as the integers that their bits form, infinity and NaN above all numbers: clearing the
/// sign and one comparison of integers tell. In float16, where 2^50 is beyond the largest number, everything finite passes.
/// </remarks>
static unsafe class MagnitudeScan
{
    /// <summary>The exponent of the limit.</summary>
    public const int LimitExponent = 50;

    // Small enough that a piece and what is read next stay in the second-level cache; large enough that handing pieces out costs nothing.
    const long BytesPerPiece = 256 << 10;

    // Where one more thread saves more time than it takes to wake it, up to 50 µs: between two parts of a training step, libtorch's own threads spin on the cores. One thread
    // reads this much in 0.1 ms out of a cache and in 0.3 ms out of memory.
    const long BytesPerThread = 16 << 20;

    const int BytesAhead = 8 << 10;
    const int BytesPerLine = 64;

    const int LimitOf32 = (127 + LimitExponent) << 23;
    const long LimitOf64 = (1023L + LimitExponent) << 52;
    const short LimitOfB16 = (127 + LimitExponent) << 7;
    const short LimitOfF16 = 0x7bff;

    /// <summary>True where a value is NaN, infinite, or of a magnitude above 2^50.</summary>
    /// <param name="pieces">What is read.</param>
    /// <param name="mostThreads">How many threads may read; fewer do where there is little to read.</param>
    public static bool Exceeds(ReadOnlySpan<Piece> pieces, int mostThreads)
    {
        var bytes = 0L;
        foreach (var piece in pieces) bytes += piece.Count * TensorSummary.ElementSize(piece.Type);
        var threads = (int)Math.Min(Math.Min(Crew.Size, mostThreads), bytes / BytesPerThread);
        if (threads > 1) return ExceedsOnMany(pieces, threads);
        foreach (var piece in pieces)
            if (Exceeds(piece)) return true;
        return false;
    }

    /// <summary>True where a value is NaN, infinite, or of a magnitude above 2^50.</summary>
    public static bool Exceeds(Piece piece) => piece.Type switch
    {
        ElementType.Float32 => Exceeds((int*)piece.Address, piece.Count, int.MaxValue, LimitOf32),
        ElementType.Float64 => Exceeds((long*)piece.Address, piece.Count, long.MaxValue, LimitOf64),
        ElementType.BFloat16 => Exceeds((short*)piece.Address, piece.Count, short.MaxValue, LimitOfB16),
        _ => Exceeds((short*)piece.Address, piece.Count, short.MaxValue, LimitOfF16),
    };

    static bool ExceedsOnMany(ReadOnlySpan<Piece> pieces, int threads)
    {
        var parts = Divided(pieces);
        fixed (Piece* start = parts)
        {
            var job = new Job { Start = (byte*)start, Count = parts.Length };
            if (!Crew.TryRun(&ReadPart, &job, parts.Length, threads, Scratch.OfThisThread))
                for (var part = 0; part < parts.Length && job.Found == 0; part++) ReadPart(&job, part, null);
            return job.Found != 0;
        }
    }

    static void ReadPart(Job* job, int part, Scratch* scratch)
    {
        if (Volatile.Read(ref job->Found) == 0 && Exceeds(((Piece*)job->Start)[part])) Volatile.Write(ref job->Found, 1);
    }

    static Piece[] Divided(ReadOnlySpan<Piece> pieces)
    {
        var parts = new List<Piece>();
        foreach (var (address, count, type) in pieces)
        {
            var size = TensorSummary.ElementSize(type);
            var most = BytesPerPiece / size;
            for (var done = 0L; done < count; done += most) parts.Add(new Piece(address + (nint)(done * size), Math.Min(most, count - done), type));
        }

        return [.. parts];
    }

    // From two places at once, a half apart: what memory prefetches for the one goes on while the other crosses from page to page. And two pages ahead, where the processor fetches nothing
    // by itself: of gradients that a training step has left far away, a seventh sooner (bench/results/guards.md).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static bool Exceeds<T>(T* start, long count, T withoutSign, T limit)
        where T : unmanaged, IBinaryInteger<T>
    {
        var width = Vector<T>.Count;
        var (mask, most) = (new Vector<T>(withoutSign), new Vector<T>(limit));
        var half = count / (8 * width) * (4 * width);
        for (var i = 0L; i < half; i += 4 * width)
        {
            FetchAhead(start + i);
            FetchAhead(start + half + i);
            var largest = Vector.Max(Largest(start + i, mask), Largest(start + half + i, mask));
            if (Vector.GreaterThanAny(largest, most)) return true;
        }

        var done = 2 * half;
        for (; done <= count - width; done += width)
            if (Vector.GreaterThanAny(Vector.Load(start + done) & mask, most)) return true;
        for (; done < count; done++)
            if ((start[done] & withoutSign) > limit) return true;
        return false;
    }

    /// <summary>Has four vectors fetched that will be read some time after those at <paramref name="at"/>; what is not there to be read is not fetched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void FetchAhead<T>(T* at)
        where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        var ahead = (byte*)at + BytesAhead;
        for (var line = 0; line < 4 * Vector<byte>.Count; line += BytesPerLine) Sse.Prefetch0(ahead + line);
    }

    /// <summary>The largest magnitudes of four neighbouring vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<T> Largest<T>(T* at, Vector<T> mask)
        where T : unmanaged
    {
        var width = Vector<T>.Count;
        return Vector.Max(
            Vector.Max(Vector.Load(at) & mask, Vector.Load(at + width) & mask),
            Vector.Max(Vector.Load(at + (2 * width)) & mask, Vector.Load(at + (3 * width)) & mask));
    }
}
