using Fathom.Runs;

namespace Fathom.Journal.Series;

/// <summary>The readings of a run as a reader holds them: the latest one by one, those before in blocks that grow with their age.</summary>
sealed class ReadingTower
{
    readonly List<List<PlacedBlock>> _levels = [];
    IReadOnlyList<ReadingBlock>? _view;

    /// <summary>Everything, the oldest first.</summary>
    public IReadOnlyList<ReadingBlock> View => _view ??= [.. Blocks.Select(placed => placed.Block)];

    /// <summary>Everything at its place, the oldest first.</summary>
    public IEnumerable<PlacedBlock> Blocks => _levels.SelectMany(level => level).OrderBy(placed => placed.Index);

    public void Clear()
    {
        _levels.Clear();
        _view = null;
    }

    public void Add(PlacedBlock placed)
    {
        var level = LevelAt(placed.Level);
        var later = level.Count;
        while (later > 0 && level[later - 1].Index > placed.Index) later--;
        level.Insert(later, placed);
        _view = null;
    }

    /// <summary>Adds up what has grown old among <paramref name="count"/> readings.</summary>
    public void Fold(long count)
    {
        for (var level = 0; level < _levels.Count; level++)
        {
            var (start, size) = (ReadingScale.Start(level, count), ReadingScale.Size(level + 1));
            var old = _levels[level].TakeWhile(placed => placed.Index < start).ToList();
            _levels[level].RemoveRange(0, old.Count);
            // By place, not by four: a reading may be missing because its record was damaged.
            foreach (var group in old.GroupBy(placed => placed.Index / size))
                Add(new PlacedBlock(group.Key * size, level + 1, group.Select(placed => placed.Block).Aggregate((left, right) => left + right)));
        }
    }

    List<PlacedBlock> LevelAt(int level)
    {
        while (_levels.Count <= level) _levels.Add([]);
        return _levels[level];
    }
}
