using Fathom.Statistics;
using TorchSharp;

namespace Fathom.Torch.Probes;

/// <summary>The memory of a tensor as it lies, without creating a managed tensor.</summary>
/// <remarks>
/// Dense in any order of dimensions is read as it lies; a dimension of stride 0 is read once and counted as often as it stands;
/// everything else (slices, other devices, sparse) is read from a copy.
/// </remarks>
readonly unsafe struct TensorMemory : IDisposable
{
    readonly nint _copy;

    TensorMemory(nint address, long count, long times, ElementType type, nint copy) =>
        (Address, Count, Times, Type, _copy) = (address, count, times, type, copy);

    /// <summary>Where the first number lies.</summary>
    public nint Address { get; }

    /// <summary>How many numbers lie there.</summary>
    public long Count { get; }

    /// <summary>How many elements of the tensor each number stands for.</summary>
    public long Times { get; }

    /// <summary>How each number is stored.</summary>
    public ElementType Type { get; }

    /// <summary>True where the numbers lie in the tensor's own memory.</summary>
    public bool IsInPlace => _copy == 0;

    /// <summary>The summary of a tensor of floating-point numbers; null for any other.</summary>
    public static TensorSummary? Summarize(nint tensor)
    {
        if (ElementTypeOf(tensor) is not { } type) return null;
        using var memory = Open(tensor, type);
        var summary = TensorSummary.OfMemory(memory.Address, memory.Count, type);
        return memory.Times == 1 ? summary : summary.Repeated(memory.Times);
    }

    /// <summary>How the numbers of a tensor are stored; null where they are no floating-point numbers that Fathom reads.</summary>
    public static ElementType? ElementTypeOf(nint tensor) => (torch.ScalarType)LibTorch.Type(tensor) switch
    {
        torch.ScalarType.Float32 => ElementType.Float32,
        torch.ScalarType.Float64 => ElementType.Float64,
        torch.ScalarType.Float16 => ElementType.Float16,
        torch.ScalarType.BFloat16 => ElementType.BFloat16,
        _ => null,
    };

    /// <summary>Opens a tensor for reading; dispose when read.</summary>
    public static TensorMemory Open(nint tensor, ElementType type)
    {
        if (LibTorch.Device(tensor) != (int)DeviceType.CPU || LibTorch.IsSparse(tensor)) return OpenCopy(DenseOnCpu(tensor), type);
        if (LibTorch.IsContiguous(tensor)) return new TensorMemory(LibTorch.Data(tensor), LibTorch.Count(tensor), 1, type, copy: 0);

        var dimensions = (int)LibTorch.Dimensions(tensor);
        var sizes = stackalloc long[dimensions + 1];
        var strides = stackalloc long[dimensions + 1];
        var (kept, count, times) = (0, 1L, 1L);
        for (var dimension = 0; dimension < dimensions; dimension++)
        {
            var size = LibTorch.Size(tensor, dimension);
            var stride = LibTorch.Stride(tensor, dimension);
            if (size == 1) continue;
            if (stride == 0) { times *= size; continue; }
            (sizes[kept], strides[kept++]) = (size, stride);
            count *= size;
        }

        return count == 0 || IsDense(sizes, strides, kept)
            ? new TensorMemory(LibTorch.Data(tensor), times == 0 ? 0 : count, Math.Max(times, 1), type, copy: 0)
            : OpenCopy(LibTorch.Contiguous(tensor), type);
    }

    /// <summary>The tensor on the CPU and in the order of its dimensions, as a handle that the caller frees; the tensor itself where it lies so.</summary>
    public static nint CopyInOrder(nint tensor) =>
        LibTorch.Device(tensor) != (int)DeviceType.CPU || LibTorch.IsSparse(tensor) ? DenseOnCpu(tensor) : LibTorch.Contiguous(tensor);

    public void Dispose()
    {
        if (_copy != 0) LibTorch.Dispose(_copy);
    }

    static TensorMemory OpenCopy(nint copy, ElementType type)
    {
        var count = 1L;
        for (var dimension = 0; dimension < LibTorch.Dimensions(copy); dimension++) count *= LibTorch.Size(copy, dimension);
        return new TensorMemory(LibTorch.Data(copy), count, 1, type, copy);
    }

    /// <summary>True where the strides, from the smallest on, are the products of the sizes before them.</summary>
    static bool IsDense(long* sizes, long* strides, int count)
    {
        for (var next = 1; next < count; next++)
        {
            for (var place = next; place > 0 && strides[place] < strides[place - 1]; place--)
            {
                (strides[place], strides[place - 1]) = (strides[place - 1], strides[place]);
                (sizes[place], sizes[place - 1]) = (sizes[place - 1], sizes[place]);
            }
        }

        var expected = 1L;
        for (var place = 0; place < count; place++)
        {
            if (strides[place] != expected) return false;
            expected *= sizes[place];
        }

        return true;
    }

    static nint DenseOnCpu(nint tensor)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var alias = torch.Tensor.UnsafeCreateTensor(LibTorch.Alias(tensor));
        var dense = alias.is_sparse ? alias.to_dense() : alias;
        return LibTorch.Contiguous(dense.cpu().Handle);
    }
}
