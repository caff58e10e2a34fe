namespace Fathom.Lab.Datasets.Tables;

/// <summary>Rows of numbers of one width in blocks, so that growing copies nothing and emptying gives memory back as it goes.</summary>
sealed class RowStore(int width)
{
    const int NumbersPerBlock = 1 << 18;

    readonly int _rowsPerBlock = Math.Max(1, NumbersPerBlock / width);
    readonly List<float[]?> _blocks = [];

    public int Count { get; private set; }

    public Span<float> this[int row] => _blocks[row / _rowsPerBlock].AsSpan(row % _rowsPerBlock * width, width);

    /// <summary>A further row, to be filled in.</summary>
    public Span<float> Add()
    {
        if (Count % _rowsPerBlock == 0) _blocks.Add(new float[_rowsPerBlock * width]);
        return this[Count++];
    }

    /// <summary>Gives every row to <paramref name="take"/> in order, and forgets it.</summary>
    public void Drain(Action<int, ReadOnlySpan<float>> take)
    {
        for (var row = 0; row < Count; row++)
        {
            take(row, this[row]);
            if ((row + 1) % _rowsPerBlock == 0) _blocks[row / _rowsPerBlock] = null;
        }

        Count = 0;
        _blocks.Clear();
    }
}
