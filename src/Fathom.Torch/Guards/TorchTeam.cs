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
    static readonly delegate* unmanaged<delegate* unmanaged[Cdecl]<Work*, void>, Work*, uint, uint, void> Parallel;
    static readonly delegate* unmanaged[SuppressGCTransition]<int> ThreadNumber;

    static TorchTeam()
    {
        try
        {
            if (!OperatingSystem.IsLinux() || LoadedLibrary.FindPath("libgomp-") is not { } path) return;
            var library = NativeLibrary.Load(path);
            ThreadNumber = (delegate* unmanaged[SuppressGCTransition]<int>)NativeLibrary.GetExport(library, "omp_get_thread_num");
            Parallel = (delegate* unmanaged<delegate* unmanaged[Cdecl]<Work*, void>, Work*, uint, uint, void>)NativeLibrary.GetExport(library, "GOMP_parallel");
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or IOException or UnauthorizedAccessException)
        {
            Parallel = null;
        }
    }

    /// <summary>True where libtorch's threads can be asked.</summary>
    public static bool IsKnown => Parallel != null;

    /// <summary>True where a value is NaN, infinite, or of a magnitude above 2^50.</summary>
    /// <param name="shares">What each thread reads first; who has read his own helps the others.</param>
    public static bool Exceeds(TeamShares shares)
    {
        fixed (Piece* pieces = shares.Pieces)
        fixed (Share* first = shares.All)
        {
            var work = new Work { Pieces = pieces, Shares = first, Count = shares.All.Length };
            Parallel(&Take, &work, (uint)work.Count, 0);
            return work.Found != 0;
        }
    }

    // Nothing here throws or allocates: it is called by native code, on threads that are not .NET's own.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Take(Work* work)
    {
        var own = ThreadNumber();
        for (var turn = 0; turn < work->Count; turn++) Read(work, &work->Shares[(own + turn) % work->Count]);
    }

    static void Read(Work* work, Share* share)
    {
        // What is read through is only looked at: a large team would wait for each other's counting.
        while (Volatile.Read(ref work->Found) == 0 && Volatile.Read(ref share->Next) < share->End)
        {
            var part = Interlocked.Increment(ref share->Next) - 1;
            if (part >= share->End) return;
            if (MagnitudeScan.Exceeds(work->Pieces[part])) Volatile.Write(ref work->Found, 1);
        }
    }

    struct Work
    {
        public Piece* Pieces;
        public Share* Shares;
        public int Count, Found;
    }
}
