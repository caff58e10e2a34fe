using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fathom.Statistics;

namespace Fathom.Benchmarks.Statistics;

/// <summary>The least that any reading of memory costs: a vectorised sum of its bytes as float32.</summary>
static unsafe class PlainRead
{
    const long Chunk = 1 << 18;

    public static double Read(byte* start, long bytes, int threads)
    {
        var job = new Job { Start = start, Count = bytes, ChunkLength = Chunk };
        var chunks = (int)((bytes + Chunk - 1) / Chunk);
        if (threads > 1 && Crew.TryRun(&ReadChunk, &job, chunks, threads, Scratch.OfThisThread)) return 0;
        for (var chunk = 0; chunk < chunks; chunk++) ReadChunk(&job, chunk, null);
        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void ReadChunk(Job* job, int chunk, Scratch* scratch)
    {
        var at = job->Start + (chunk * job->ChunkLength);
        var end = at + Math.Min(job->ChunkLength, job->Count - (chunk * job->ChunkLength));
        Vector512<float> a = default, b = default, c = default, d = default;
        for (; at + 256 <= end; at += 256)
        {
            a += Vector512.Load((float*)at);
            b += Vector512.Load((float*)at + 16);
            c += Vector512.Load((float*)at + 32);
            d += Vector512.Load((float*)at + 48);
        }

        for (; at + 64 <= end; at += 64) a += Vector512.Load((float*)at);
        Sink = Vector512.Sum(a + b + (c + d));
    }

    /// <summary>Keeps the compiler from leaving the sum out.</summary>
    public static float Sink { get; set; }
}
