using Fathom.Statistics;

namespace Fathom.Torch.Guards;

/// <summary>Tensors divided among the threads of a team as libtorch divides them.</summary>
/// <remarks>
/// libtorch puts one more thread to work for each 32,768 values of a tensor that are begun, and gives each of them one stretch, all of the same length (<c>at::parallel_for</c> with
/// <c>at::internal::GRAIN_SIZE</c>). So does this: what a thread has read lies in its core's caches when the optimizer's step hands it the same stretch. Divided in another way, the optimizer
/// fetches it from another core, which in some states of a machine takes longer than the read itself (bench/results/guards.md).
/// </remarks>
sealed class TeamShares
{
    const long Grain = 32_768;

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
        else Array.Clear(_shares);
        foreach (var tensor in tensors) Count(tensor);

        var first = 0;
        foreach (ref var share in _shares.AsSpan())
        {
            var count = share.End;
            (share.Next, share.End) = (first, first);
            first += count;
        }

        if (_pieces.Length < first) _pieces = new Piece[Math.Max(first, 2 * _pieces.Length)];
        foreach (var tensor in tensors) Put(tensor);
    }

    /// <summary>Adds the pieces of a tensor to the numbers of those that each share will have.</summary>
    void Count(Piece tensor)
    {
        var (length, most) = (StretchOf(tensor), MostOf(tensor));
        for (var (began, thread) = (0L, 0); began < tensor.Count; began += length, thread++)
            _shares[thread].End += (int)DividedUp(Math.Min(length, tensor.Count - began), most);
    }

    /// <summary>Puts the pieces of a tensor at the ends of the shares.</summary>
    void Put(Piece tensor)
    {
        var (length, most) = (StretchOf(tensor), MostOf(tensor));
        for (var (began, thread) = (0L, 0); began < tensor.Count; began += length, thread++)
        {
            var end = Math.Min(began + length, tensor.Count);
            for (var done = began; done < end; done += most) _pieces[_shares[thread].End++] = Part(tensor, done, Math.Min(most, end - done));
        }
    }

    /// <summary>How many values of a tensor each thread gets that gets any; the last may get fewer.</summary>
    long StretchOf(Piece tensor) => DividedUp(tensor.Count, Math.Clamp(DividedUp(tensor.Count, Grain), 1, _shares.Length));

    static long MostOf(Piece tensor) => BytesPerPiece / TensorSummary.ElementSize(tensor.Type);

    static Piece Part(Piece whole, long began, long length) =>
        whole with { Address = whole.Address + (nint)(began * TensorSummary.ElementSize(whole.Type)), Count = length };

    static long DividedUp(long number, long divisor) => (number + divisor - 1) / divisor;
}
