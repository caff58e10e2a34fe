using Fathom.Runs;

namespace Fathom.Journal.Series;

/// <summary>Adds readings up to blocks as they come, four to one, and hands out each block as soon as it is whole; holds at most three of each size.</summary>
sealed class ReadingSums
{
    readonly List<List<PlacedBlock>> _waiting = [];

    /// <summary>Takes the next block, and gives it to <paramref name="take"/> with all larger ones that became whole by it.</summary>
    public void Add(PlacedBlock placed, Action<PlacedBlock> take)
    {
        take(placed);
        while (_waiting.Count <= placed.Level) _waiting.Add([]);
        var waiting = _waiting[placed.Level];
        var size = ReadingScale.Size(placed.Level + 1);
        // A block whose last part was lost to damage is whole when the next one begins.
        if (waiting.Count > 0 && waiting[0].Index / size != placed.Index / size) Give(waiting, size, take);
        waiting.Add(placed);
        if (placed.End % size == 0) Give(waiting, size, take);
    }

    void Give(List<PlacedBlock> waiting, long size, Action<PlacedBlock> take)
    {
        var first = waiting[0];
        var whole = new PlacedBlock(first.Index / size * size, first.Level + 1, Sum(waiting));
        waiting.Clear();
        Add(whole, take);
    }

    static ReadingBlock Sum(List<PlacedBlock> waiting)
    {
        if (!waiting.TrueForAll(part => part.Block.Reading is not null)) return waiting.Select(part => part.Block).Aggregate((left, right) => left + right);
        return ReadingBlock.OfAll([.. waiting.Select(part => part.Block.Reading!)]);
    }
}
