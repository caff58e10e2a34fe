using System.Diagnostics.CodeAnalysis;
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
    readonly long _seed;
    readonly long[] _order;
    readonly long[] _batch;
    Chance _chance;
    long _epochs;
    int _next;

    public Batches(SampleSet samples, int size, long seed)
    {
        _samples = samples;
        _seed = seed;
        _order = new long[checked((int)samples.Count)];
        Begin();
        _batch = new long[Math.Min(size, _order.Length)];
    }

    /// <summary>The next batch, in the caller's dispose scope.</summary>
    /// <exception cref="DataException">The data failed.</exception>
    public (Tensor Features, Tensor Targets) Next()
    {
        try
        {
            return Take();
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or DataException or OutOfMemoryException))
        {
            throw new DataException($"The data failed in the middle of the training, whose weights are whole: {fault.Message}");
        }
    }

    /// <summary>Writes down the place in the data.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_order.Length);
        writer.Write(_epochs);
        writer.Write(_next);
    }

    /// <summary>Goes to a place that <see cref="Write"/> wrote: the same epoch, whose order follows from the seed, and the same sample of it.</summary>
    /// <exception cref="CheckpointException">The data has not as many samples.</exception>
    public void Read(BinaryReader reader)
    {
        var (samples, epochs, next) = (reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt32());
        if (samples != _order.Length)
            throw new CheckpointException(FormattableString.Invariant($"The checkpoint was trained on {samples:N0} samples, but the data has {_order.Length:N0}. Train on the same data."));
        Begin();
        while (_epochs < epochs) Shuffle();
        _next = next;
    }

    /// <summary>From here on the order is that of another seed: first of what is left of the epoch, so that none of it is seen twice, then of the following ones.</summary>
    public void Reseed(long seed)
    {
        _chance = new Chance(seed, "batches");
        var left = _order[_next..];
        _chance.Shuffle(left);
        left.CopyTo(_order, _next);
    }

    [MemberNotNull(nameof(_chance))]
    void Begin()
    {
        _chance = new Chance(_seed, "batches");
        for (var row = 0; row < _order.Length; row++) _order[row] = row;
        (_epochs, _next) = (0, _order.Length);
    }

    (Tensor Features, Tensor Targets) Take()
    {
        if (_next + _batch.Length > _order.Length)
        {
            Shuffle();
            _next = 0;
        }

        _order.AsSpan(_next, _batch.Length).CopyTo(_batch);
        var rows = tensor(_batch);
        var batch = (_samples.Features.index_select(0, rows), _samples.Targets.index_select(0, rows));
        // A batch that failed is the next one again.
        _next += _batch.Length;
        return batch;
    }

    void Shuffle()
    {
        _chance.Shuffle(_order);
        _epochs++;
    }
}
