using Fathom.Runs;
using Fathom.Statistics;

namespace Fathom.Journal.Series;

/// <summary>The values of one tag: the latest one by one, those before added up in blocks that grow with their age.</summary>
/// <remarks>
/// Between <see cref="Window"/> and <see cref="Window"/> + <see cref="Batch"/> values are kept one by one. What is older is added up by sixteen, and
/// of these blocks, and of each larger kind, between 512 and 575 are kept before four become one. So memory grows with the logarithm of the number of
/// values, and a block is never longer than a hundredth of its age.
/// </remarks>
sealed class ScalarSeries(string tag)
{
    public const int Window = 8_192, Batch = 1_024, FirstBlock = 16, Blocks = 512, BlockBatch = 64, Factor = 4;

    readonly List<List<ScalarBlock>> _levels = [];
    long[] _steps = new long[64];
    double[] _values = new double[64];
    ScalarBlock[] _shown = [];
    int _length;
    int _shownLength;
    ScalarBlock[]? _older;

    public string Tag => tag;

    /// <summary>How many values there were in all.</summary>
    public long Count { get; private set; }

    public ReadOnlySpan<long> Steps => _steps.AsSpan(0, _length);

    public ReadOnlySpan<double> Values => _values.AsSpan(0, _length);

    /// <summary>Level 1 at 0.</summary>
    public IReadOnlyList<IReadOnlyList<ScalarBlock>> Levels => _levels;

    public void Add(long step, double value)
    {
        if (_length == Window + Batch) Fold();
        if (_length == _steps.Length)
        {
            var room = Math.Min(2 * _length, Window + Batch);
            Array.Resize(ref _steps, room);
            Array.Resize(ref _values, room);
        }

        (_steps[_length], _values[_length]) = (step, value);
        _length++;
        Count++;
    }

    /// <summary>Takes up what was saved; values are added afterwards.</summary>
    public void Restore(long count, IEnumerable<(int Level, ScalarBlock Block)> blocks)
    {
        Count = count;
        foreach (var (level, block) in blocks) LevelAt(level - 1).Add(block);
    }

    /// <summary>The first step that there is a value of; null where there is none.</summary>
    public long? FirstStep => _levels.LastOrDefault(level => level.Count > 0) is { } oldest ? oldest[0].FirstStep : _length > 0 ? _steps[0] : null;

    /// <summary>Puts values of earlier steps before all others.</summary>
    public void Precede(IReadOnlyList<(long Step, double Value)> values)
    {
        if (_levels.Count > 0)
        {
            // The oldest level takes blocks of any size; what is newer stays as it is.
            var blocks = values.Chunk(FirstBlock).Select(chunk => new ScalarBlock(chunk[0].Step, chunk[^1].Step, chunk[^1].Value, TensorSummary.Of(chunk.Select(value => value.Value).ToArray())));
            _levels[^1].InsertRange(0, blocks);
            (Count, _older) = (Count + values.Count, null);
            return;
        }

        var later = Steps.ToArray().Zip(Values.ToArray()).ToList();
        (_length, _shown, _shownLength, _older, Count) = (0, [], 0, null, 0);
        foreach (var (step, value) in values.Concat(later)) Add(step, value);
    }

    /// <summary>Forgets what came after <paramref name="step"/>, and blocks that reach beyond it.</summary>
    public void Rewind(long step)
    {
        var kept = _length;
        while (kept > 0 && _steps[kept - 1] > step) kept--;
        Count -= _length - kept;
        (_length, _shown, _shownLength, _older) = (kept, [], 0, null);
        foreach (var level in _levels) Count -= level.Where(block => block.LastStep > step).Sum(block => block.Values.Count);
        foreach (var level in _levels) level.RemoveAll(block => block.LastStep > step);
    }

    /// <summary>Everything, the oldest first; what is added later does not show in it.</summary>
    public IReadOnlyList<ScalarBlock> View()
    {
        _older ??= [.. Enumerable.Reverse(_levels).SelectMany(level => level)];
        if (_shown.Length < _length) Array.Resize(ref _shown, Math.Clamp(2 * _length, 64, Window + Batch));
        for (; _shownLength < _length; _shownLength++) _shown[_shownLength] = ScalarBlock.Of(_steps[_shownLength], _values[_shownLength]);
        return new BlockList<ScalarBlock>(_older, _shown, _length);
    }

    void Fold()
    {
        var level = LevelAt(0);
        for (var start = 0; start < Batch; start += FirstBlock)
        {
            level.Add(new ScalarBlock(
                _steps[start], _steps[start + FirstBlock - 1], _values[start + FirstBlock - 1], TensorSummary.Of(_values.AsSpan(start, FirstBlock))));
        }

        _length -= Batch;
        Array.Copy(_steps, Batch, _steps, 0, _length);
        Array.Copy(_values, Batch, _values, 0, _length);
        // A new array: the views that were given out keep the old one.
        var kept = Math.Max(0, _shownLength - Batch);
        var shown = new ScalarBlock[kept == 0 ? 0 : Window + Batch];
        Array.Copy(_shown, _shownLength - kept, shown, 0, kept);
        (_shown, _shownLength) = (shown, kept);
        _older = null;
        for (var index = 0; index < _levels.Count; index++)
        {
            if (_levels[index].Count >= Blocks + BlockBatch) FoldLevel(index);
        }
    }

    void FoldLevel(int index)
    {
        var (level, next) = (_levels[index], LevelAt(index + 1));
        for (var start = 0; start < BlockBatch; start += Factor) next.Add(level.Skip(start).Take(Factor).Aggregate((left, right) => left + right));
        level.RemoveRange(0, BlockBatch);
    }

    List<ScalarBlock> LevelAt(int index)
    {
        while (_levels.Count <= index) _levels.Add([]);
        return _levels[index];
    }
}
