using Fathom.Statistics;

namespace Fathom.Torch.Probes;

/// <summary>Looks whether all rows of a tensor are the same.</summary>
static unsafe class RowComparison
{
    /// <summary>True where a tensor has two or more dimensions and at least two rows, all equal bit for bit. Ends at the first difference.</summary>
    public static bool AreEqual(nint tensor, ElementType type)
    {
        if (LibTorch.Dimensions(tensor) < 2 || LibTorch.Size(tensor, 0) is not (> 1 and var rows)) return false;
        using var memory = TensorMemory.Open(tensor, type);
        if (memory.Count == 0 || memory.Times != 1) return false;
        var length = memory.Count / rows;
        // A dense tensor whose rows lie one behind the other; what lies otherwise is put in order.
        if (!memory.IsInPlace || LibTorch.Stride(tensor, 0) == length) return AreEqual(memory.Address, memory.Count, length, type);
        var ordered = LibTorch.Contiguous(tensor);
        try
        {
            return AreEqual(LibTorch.Data(ordered), memory.Count, length, type);
        }
        finally
        {
            LibTorch.Dispose(ordered);
        }
    }

    /// <summary>Each row is compared with the next, in pieces that fit a span.</summary>
    static bool AreEqual(nint address, long count, long length, ElementType type)
    {
        const int Piece = 1 << 30;
        var size = FloatBytes.Of(type);
        var row = length * size;
        var whole = (count - length) * size;
        for (var at = 0L; at < whole; at += Piece)
        {
            var bytes = (int)Math.Min(whole - at, Piece);
            var here = (byte*)address + at;
            if (!new ReadOnlySpan<byte>(here, bytes).SequenceEqual(new ReadOnlySpan<byte>(here + row, bytes))) return false;
        }

        return true;
    }
}
