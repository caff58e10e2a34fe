using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fathom.Statistics;
using Fathom.Torch.Probes;

namespace Fathom.Torch.Guards;

/// <summary>Reads memory with the threads that libtorch computes with, which between two parts of a training step wait on their cores and are there at once.</summary>
/// <remarks>
/// They are GNU OpenMP's, of the library that comes with libtorch: <c>GOMP_parallel</c> runs a function on all of a team, the caller among them, and returns when all are done. A team
/// belongs to the thread that calls and keeps its size between calls, so that asking for as many as libtorch uses neither makes nor ends a thread. Waking a thread of one's own takes up
/// to 50 µs, and it would have to wait for the core on which libtorch's spins.
/// </remarks>
static unsafe class TorchTeam
{
    // Small enough that both get their share of a few matrices, large enough that taking one costs nothing beside reading it.
    const long BytesPerPiece = 64 << 10;

    static readonly delegate* unmanaged<delegate* unmanaged[Cdecl]<Work*, void>, Work*, uint, uint, void> Parallel;

    static TorchTeam()
    {
        try
        {
            if (!OperatingSystem.IsLinux() || LoadedLibrary.FindPath("libgomp-") is not { } path) return;
            Parallel = (delegate* unmanaged<delegate* unmanaged[Cdecl]<Work*, void>, Work*, uint, uint, void>)NativeLibrary.GetExport(NativeLibrary.Load(path), "GOMP_parallel");
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or IOException or UnauthorizedAccessException)
        {
            Parallel = null;
        }
    }

    /// <summary>True where libtorch's threads can be asked.</summary>
    public static bool IsKnown => Parallel != null;

    /// <summary>True where a value is NaN, infinite, or of a magnitude above 2^50.</summary>
    /// <param name="pieces">What is read.</param>
    /// <param name="threads">How many threads libtorch uses, at least 1; the caller is one of them.</param>
    public static bool Exceeds(ReadOnlySpan<Piece> pieces, int threads)
    {
        fixed (Piece* start = pieces)
        {
            var work = new Work { Pieces = start, Count = pieces.Length };
            Parallel(&Take, &work, (uint)threads, 0);
            return work.Found != 0;
        }
    }

    // Nothing here throws or allocates: it is called by native code, on threads that are not .NET's own.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Take(Work* work)
    {
        while (Volatile.Read(ref work->Found) == 0)
        {
            var part = Interlocked.Increment(ref work->Next) - 1;
            if (part >= work->Count) return;
            if (MagnitudeScan.Exceeds(work->Pieces[part])) Volatile.Write(ref work->Found, 1);
        }
    }

    /// <summary>How many values of <paramref name="type"/> one piece holds at the most.</summary>
    public static long MostOf(ElementType type) => BytesPerPiece / TensorSummary.ElementSize(type);

    struct Work
    {
        public Piece* Pieces;
        public int Count, Next, Found;
    }
}
