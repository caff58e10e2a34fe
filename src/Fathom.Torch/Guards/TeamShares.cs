using Fathom.Statistics;

namespace Fathom.Torch.Guards;

/// <summary>Tensors divided among the threads of a team as libtorch divides them.</summary>
/// <remarks>
/// libtorch gives each thread one stretch of a tensor, all of the same length, and none fewer than 32,768 values (<c>at::parallel_for</c> with
/// <c>at::internal::GRAIN_SIZE</c>). So does this: what a thread has read lies in its core's caches when the optimizer's step hands it the same stretch. Divided in another way, the optimizer
/// fetches it from another core, which takes longer than the read itself (bench/results/guards.md).
/// </remarks>
sealed class TeamShares
{
    const long LeastPerThread = 32_768;

    // Small enough that those who are done can help the others, large enough that taking one costs nothing beside reading it.
    const long BytesPerPiece = 128 << 10;

    Share[] _shares = [];
    Piece[] _pieces = [];

    /// <summary>A share for each thread.</summary>
    public Share[] All => _shares;

    /// <summary>The pieces of all shares, those of the first thread first.</summary>
    public Piece[] Pieces => _pieces;

    /// <summary>Divides <paramref name="tensors"/> among <paramref name="threads"/>, at least 1.</summary>
    public void Divide(ReadOnlySpan<Piece> tensors, int threads)
    {
        if (_shares.Length != threads) _shares = new Share[threads];
        var count = 0;
        for (var thread = 0; thread < threads; thread++)
        {
            var first = count;
            foreach (var tensor in tensors) count = Add(StretchOf(tensor, thread, threads), count);
            _shares[thread] = new Share { Next = first, End = count };
        }
    }

    static Piece StretchOf(Piece tensor, int thread, int threads)
    {
        var sharing = Math.Min(threads, DividedUp(tensor.Count, LeastPerThread));
        var length = DividedUp(tensor.Count, Math.Max(1, sharing));
        var began = Math.Min(thread * length, tensor.Count);
        return Part(tensor, began, Math.Min(length, tensor.Count - began));
    }

    int Add(Piece stretch, int count)
    {
        var most = BytesPerPiece / TensorSummary.ElementSize(stretch.Type);
        for (var done = 0L; done < stretch.Count; done += most)
        {
            if (count == _pieces.Length) Array.Resize(ref _pieces, Math.Max(64, 2 * count));
            _pieces[count++] = Part(stretch, done, Math.Min(most, stretch.Count - done));
        }

        return count;
    }

    static Piece Part(Piece whole, long began, long length) =>
        whole with { Address = whole.Address + (nint)(began * TensorSummary.ElementSize(whole.Type)), Count = length };

    static long DividedUp(long number, long divisor) => (number + divisor - 1) / divisor;
}
