namespace Fathom.Ledger;

/// <summary>The loss of every step of a training: the latest ones one by one, and all of them in blocks of equal length.</summary>
/// <remarks>Memory does not grow with the number of steps: when the blocks are full, each two neighbours become one.</remarks>
public sealed class LossSeries
{
    /// <summary>How many of the latest losses are kept one by one.</summary>
    public const int Window = 1_024;

    const int MostBlocks = 128;

    readonly Queue<LossPoint> _recent = new(Window);
    readonly List<Sums> _blocks = [];
    long _blockLength = 1;

    /// <summary>How many losses were added, finite or not.</summary>
    public long Count { get; private set; }

    /// <summary>The first loss that was added; null before it.</summary>
    public LossPoint? First { get; private set; }

    /// <summary>The latest <see cref="Window"/> losses, in the order of the steps.</summary>
    public IReadOnlyCollection<LossPoint> Recent => _recent;

    /// <summary>All losses, in at most 128 blocks of an equal number of steps, the last one perhaps shorter.</summary>
    public IReadOnlyList<LossBlock> Blocks => [.. _blocks.Select(block => block.ToBlock())];

    /// <summary>Adds the loss of a later step.</summary>
    public void Add(long step, double loss)
    {
        First ??= new LossPoint(step, loss);
        if (_recent.Count == Window) _recent.Dequeue();
        _recent.Enqueue(new LossPoint(step, loss));
        if (Count % _blockLength == 0)
        {
            if (_blocks.Count == MostBlocks) Halve();
            _blocks.Add(new Sums(step, 0, 0, 0));
        }

        if (double.IsFinite(loss)) _blocks[^1] = _blocks[^1].With(loss);
        Count++;
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(_blockLength);
        if (Count == 0) return;
        writer.Write(First!.Value.Step);
        writer.Write(First.Value.Loss);
        writer.Write(_recent.Count);
        foreach (var (step, loss) in _recent)
        {
            writer.Write(step);
            writer.Write(loss);
        }

        writer.Write(_blocks.Count);
        foreach (var block in _blocks)
        {
            writer.Write(block.FirstStep);
            writer.Write(block.Count);
            writer.Write(block.Mean);
            writer.Write(block.Squares);
        }
    }

    internal void Read(BinaryReader reader)
    {
        _recent.Clear();
        _blocks.Clear();
        (Count, _blockLength, First) = (reader.ReadInt64(), reader.ReadInt64(), null);
        if (Count == 0) return;
        First = new LossPoint(reader.ReadInt64(), reader.ReadDouble());
        for (var left = reader.ReadInt32(); left > 0; left--) _recent.Enqueue(new LossPoint(reader.ReadInt64(), reader.ReadDouble()));
        for (var left = reader.ReadInt32(); left > 0; left--)
            _blocks.Add(new Sums(reader.ReadInt64(), reader.ReadInt64(), reader.ReadDouble(), reader.ReadDouble()));
    }

    void Halve()
    {
        for (var pair = 0; pair < MostBlocks / 2; pair++) _blocks[pair] = _blocks[2 * pair].With(_blocks[(2 * pair) + 1]);
        _blocks.RemoveRange(MostBlocks / 2, MostBlocks / 2);
        _blockLength *= 2;
    }

    /// <summary>Count, mean and summed squares of the differences from it, merged as Chan, Golub and LeVeque (1979) do.</summary>
    readonly record struct Sums(long FirstStep, long Count, double Mean, double Squares)
    {
        public Sums With(double loss) => With(new Sums(FirstStep, 1, loss, 0));

        public Sums With(Sums later)
        {
            if (later.Count == 0) return this;
            if (Count == 0) return later with { FirstStep = FirstStep };
            var count = Count + later.Count;
            var apart = later.Mean - Mean;
            return new Sums(
                FirstStep, count, Mean + (apart * later.Count / count), Squares + later.Squares + (apart * apart * Count * later.Count / count));
        }

        public LossBlock ToBlock() =>
            Count == 0 ? new LossBlock(FirstStep, 0, double.NaN, double.NaN) : new LossBlock(FirstStep, Count, Mean, Squares / Count);
    }
}
