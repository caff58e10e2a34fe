using Fathom.Lab.Datasets;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>
/// Batches of a sample set without end: each epoch goes through the samples in a new order. Where the batch does not divide the set, the
/// epoch's rest is left out, so that every step weighs the same.
/// </summary>
sealed class Batches
{
    readonly SampleSet _samples;
    readonly Chance _chance;
    readonly long[] _order;
    readonly long[] _batch;
    int _next;

    public Batches(SampleSet samples, int size, long seed)
    {
        _samples = samples;
        _chance = new Chance(seed, "batches");
        _order = [.. Enumerable.Range(0, checked((int)samples.Count)).Select(row => (long)row)];
        _batch = new long[Math.Min(size, _order.Length)];
        _next = _order.Length;
    }

    /// <summary>The next batch, in the caller's dispose scope.</summary>
    public (Tensor Features, Tensor Targets) Next()
    {
        if (_next + _batch.Length > _order.Length)
        {
            _chance.Shuffle(_order);
            _next = 0;
        }

        _order.AsSpan(_next, _batch.Length).CopyTo(_batch);
        _next += _batch.Length;
        var rows = tensor(_batch);
        return (_samples.Features.index_select(0, rows), _samples.Targets.index_select(0, rows));
    }
}
