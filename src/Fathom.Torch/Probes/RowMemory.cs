using Fathom.Statistics;

namespace Fathom.Torch.Probes;

/// <summary>
/// A tensor on the CPU as rows of answers, an even selection of them: the last dimension of two or three holds the columns, of four or more
/// dimensions the second; with one dimension or none each number is a row.
/// </summary>
readonly struct RowMemory : IDisposable
{
    readonly nint _tensor;
    readonly nint _address;
    readonly nint _copy;
    readonly ElementType _type;
    readonly int _classes;
    readonly int _dimensions;
    readonly long _stride;

    /// <summary>The rows of <paramref name="tensor"/>, at most <paramref name="most"/> of them; frees <paramref name="copy"/> when disposed.</summary>
    public RowMemory(nint tensor, ElementType type, int most, nint copy)
    {
        (_tensor, _type, _copy, _address) = (tensor, type, copy, LibTorch.Data(tensor));
        _dimensions = (int)LibTorch.Dimensions(tensor);
        _classes = _dimensions switch { < 2 => -1, 2 or 3 => _dimensions - 1, _ => 1 };
        Count = 1;
        for (var dimension = 0; dimension < _dimensions; dimension++) Count *= dimension == _classes ? 1 : LibTorch.Size(tensor, dimension);
        Columns = _classes < 0 ? 1 : LibTorch.Size(tensor, _classes);
        _stride = _classes < 0 ? 0 : LibTorch.Stride(tensor, _classes);
        Picked = (int)Math.Min(Count, most);
    }

    /// <summary>How many rows there are.</summary>
    public long Count { get; }

    /// <summary>How many numbers a row holds.</summary>
    public long Columns { get; }

    /// <summary>How many rows were picked.</summary>
    public int Picked { get; }

    /// <summary>Where a picked row starts.</summary>
    public long Start(int picked)
    {
        // From the first row to the last: a step that divides the rows of a sample would always meet the same position.
        var (rest, start) = (picked * (Count - 1) / Math.Max(1, Picked - 1), 0L);
        for (var dimension = _dimensions - 1; dimension >= 0; dimension--)
        {
            if (dimension == _classes) continue;
            var size = LibTorch.Size(_tensor, dimension);
            start += rest % size * LibTorch.Stride(_tensor, dimension);
            rest /= size;
        }

        return start;
    }

    /// <summary>A number of the row that starts at <paramref name="start"/>.</summary>
    public double At(long start, long column) => Widening.At(_address, start + (column * _stride), _type);

    public void Dispose()
    {
        if (_copy != 0) LibTorch.Dispose(_copy);
    }
}
