using System.Runtime.CompilerServices;

namespace Fathom.Statistics;

/// <summary>Reads memory in chunks that depend on its length only, so that the number of threads changes no bit.</summary>
static unsafe class TensorReader
{
    public const int MostChunks = 64;
    const long LeastChunk = 16 * Scratch.BlockLength;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static TensorSummary Read(byte* start, long count, ElementType type, SimdLevel level, int threads)
    {
        var scratch = Scratch.OfThisThread;
        var blocks = (count + Scratch.BlockLength - 1) / Scratch.BlockLength;
        var length = Math.Max(LeastChunk, (blocks + MostChunks - 1) / MostChunks * Scratch.BlockLength);
        var chunks = (int)((count + length - 1) / length);
        var sums = (Sums*)scratch->ChunkSums;
        var job = new Job { Start = start, Count = count, Type = type, Level = level, ChunkLength = length, Sums = sums };

        if (threads <= 1 || chunks <= 1 || !Crew.TryRun(&ReadChunk, &job, chunks, threads, scratch))
        {
            for (var chunk = 0; chunk < chunks; chunk++) ReadChunk(&job, chunk, scratch);
        }

        var tally = &scratch->Tally;
        for (var chunk = 0; chunk < chunks; chunk++) tally->Sums += sums[chunk];
        var summary = TensorSummary.Of(tally);
        tally->Reset();
        return summary;
    }

    /// <summary>Adds one chunk's counts to the scratch's tally and leaves its sums in the job.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void ReadChunk(Job* job, int chunk, Scratch* scratch)
    {
        var first = chunk * job->ChunkLength;
        var length = Math.Min(job->ChunkLength, job->Count - first);
        switch (job->Type)
        {
            case ElementType.Float32: ReadBlocks<Float32Element>(job, first, length, scratch); break;
            case ElementType.Float64: ReadBlocks<Float64Element>(job, first, length, scratch); break;
            case ElementType.Float16: ReadBlocks<Float16Element>(job, first, length, scratch); break;
            default: ReadBlocks<BFloat16Element>(job, first, length, scratch); break;
        }

        job->Sums[chunk] = scratch->Tally.Sums;
        scratch->Tally.Sums = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void ReadBlocks<T>(Job* job, long first, long count, Scratch* scratch)
        where T : IElement
    {
        var start = job->Start + (first * T.Size);
        for (long done = 0; done < count; done += Scratch.BlockLength)
        {
            var length = (int)Math.Min(Scratch.BlockLength, count - done);
            BlockReader.Read<T>(job->Level, start + (done * T.Size), length, scratch);
        }
    }
}
