using Fathom.Statistics;
using TorchSharp;

namespace Fathom.Torch.Probes;

/// <summary>An even selection of a tensor's samples (dimension 0), each of them in the order of its dimensions.</summary>
/// <remarks>Read in place where each sample lies in order, else from a copy of the selected samples only.</remarks>
readonly unsafe struct SampleMemory : IDisposable
{
    /// <summary>The most samples that are selected.</summary>
    public const int Most = 32;

    readonly nint _copy;

    SampleMemory(nint address, int samples, long length, long stride, ElementType type, nint copy) =>
        (Address, Samples, Length, Stride, Type, _copy) = (address, samples, length, stride, type, copy);

    /// <summary>Where the first sample lies.</summary>
    public nint Address { get; }

    /// <summary>How many samples were selected.</summary>
    public int Samples { get; }

    /// <summary>How many numbers a sample holds.</summary>
    public long Length { get; }

    /// <summary>How many numbers lie from the beginning of one selected sample to that of the next.</summary>
    public long Stride { get; }

    /// <summary>How each number is stored.</summary>
    public ElementType Type { get; }

    /// <summary>Opens a tensor of at least one dimension; dispose when read.</summary>
    public static SampleMemory Open(nint tensor, ElementType type)
    {
        var dimensions = (int)LibTorch.Dimensions(tensor);
        var (length, inOrder) = (1L, LibTorch.Device(tensor) == (int)DeviceType.CPU && !LibTorch.IsSparse(tensor));
        for (var dimension = dimensions - 1; dimension > 0; dimension--)
        {
            var size = LibTorch.Size(tensor, dimension);
            inOrder = inOrder && (size == 1 || LibTorch.Stride(tensor, dimension) == length);
            length *= size;
        }

        var all = LibTorch.Size(tensor, 0);
        var step = Math.Max(1, (all + Most - 1) / Most);
        var samples = (int)((all + step - 1) / step);
        return inOrder
            ? new SampleMemory(LibTorch.Data(tensor), samples, length, step * LibTorch.Stride(tensor, 0), type, copy: 0)
            : OpenCopy(tensor, samples, length, step, type);
    }

    /// <summary>Writes <paramref name="count"/> numbers of a sample, from <paramref name="start"/> on, as doubles.</summary>
    public void CopyTo(double* target, int sample, long start, int count) => Widening.Copy(Address, (sample * Stride) + start, target, count, Type);

    /// <summary>One number of a sample.</summary>
    public double this[int sample, long position] => Widening.At(Address, (sample * Stride) + position, Type);

    public void Dispose()
    {
        if (_copy != 0) LibTorch.Dispose(_copy);
    }

    static SampleMemory OpenCopy(nint tensor, int samples, long length, long step, ElementType type)
    {
        var selected = LibTorch.Slice(tensor, 0, 0, long.MaxValue, step);
        try
        {
            var copy = TensorMemory.CopyInOrder(selected);
            return new SampleMemory(LibTorch.Data(copy), samples, length, length, type, copy);
        }
        finally
        {
            LibTorch.Dispose(selected);
        }
    }
}
