using Fathom.Statistics;

namespace Fathom.Torch.Probes;

/// <summary>Recognises by value that a tensor is the sum of two earlier ones: the place where a skip and its branch join.</summary>
static unsafe class JoinDetector
{
    const int Samples = 32;
    const int NearestBranches = 4;
    const int NearestSkips = 24;

    /// <summary>The sum that <paramref name="sum"/> is, among the tensors that came before it; null where it is none.</summary>
    public static Join? Find(Slot sum, IReadOnlyList<Slot> earlier)
    {
        if (Look(sum) is not { } total) return null;
        var (branches, last) = (0, earlier.Count - 1);
        for (var b = last; b >= 0 && branches < NearestBranches; b--)
        {
            if (Look(earlier[b]) is not { } branch || !total.IsLaidOutAs(branch)) continue;
            branches++;
            for (var (s, skips) = (b - 1, 0); s >= 0 && skips < NearestSkips; s--)
            {
                if (Look(earlier[s]) is not { } skip || !total.IsLaidOutAs(skip)) continue;
                skips++;
                if (IsSum(total, branch, skip)) return new Join(sum, earlier[b], earlier[s]);
            }
        }

        return null;
    }

    /// <summary>L2 norm of <paramref name="left"/> minus <paramref name="right"/>; NaN where they can't be compared in place.</summary>
    public static double NormOfDifference(nint left, nint right)
    {
        if (TensorMemory.ElementTypeOf(left) is not { } type || TensorMemory.ElementTypeOf(right) != type) return double.NaN;
        using var first = TensorMemory.Open(left, type);
        using var second = TensorMemory.Open(right, type);
        if (first.Count != second.Count || first.Times != second.Times || type is not (ElementType.Float32 or ElementType.Float64)) return double.NaN;

        // Scaled by the largest difference, so that squares neither vanish nor overflow.
        var largest = 0.0;
        for (var index = 0L; index < first.Count; index++)
        {
            var difference = Math.Abs(At(first, index) - At(second, index));
            if (!(difference <= largest)) largest = difference;
        }

        if (largest == 0 || !double.IsFinite(largest)) return largest;
        var squares = 0.0;
        for (var index = 0L; index < first.Count; index++)
        {
            var scaled = (At(first, index) - At(second, index)) / largest;
            squares += scaled * scaled;
        }

        return largest * Math.Sqrt(squares * first.Times);
    }

    static View? Look(Slot slot)
    {
        if (slot.Tensor is not { IsInvalid: false } tensor) return null;
        var handle = tensor.Handle;
        if (TensorMemory.ElementTypeOf(handle) is not (ElementType.Float32 or ElementType.Float64) || LibTorch.Device(handle) != 0) return null;
        return new View(handle);
    }

    static bool IsSum(View total, View branch, View skip)
    {
        var telling = 0;
        var count = total.Count;
        for (var sample = 0; sample < Samples; sample++)
        {
            var index = (long)((sample + 0.5) / Samples * count);
            var (t, b, s) = (total.At(index), branch.At(index), skip.At(index));
            if (total.IsSingle ? (float)t != (float)b + (float)s : t != b + s) return false;
            if (b != 0 && s != 0) telling++;
        }

        // Where one side is zero, equality says nothing; at least a quarter of the samples must have spoken.
        return telling >= Samples / 4;
    }

    static double At(TensorMemory memory, long index) =>
        memory.Type == ElementType.Float32 ? ((float*)memory.Address)[index] : ((double*)memory.Address)[index];

    /// <summary>A dense tensor seen by its handle.</summary>
    readonly struct View
    {
        readonly nint _handle;
        readonly nint _address;

        public View(nint handle)
        {
            _handle = handle;
            _address = LibTorch.Data(handle);
            Count = 1;
            for (var dimension = 0; dimension < LibTorch.Dimensions(handle); dimension++) Count *= LibTorch.Size(handle, dimension);
            IsSingle = TensorMemory.ElementTypeOf(handle) == ElementType.Float32;
        }

        public long Count { get; }

        public bool IsSingle { get; }

        public bool IsLaidOutAs(View other)
        {
            if (Count == 0 || Count != other.Count || IsSingle != other.IsSingle) return false;
            var (dimensions, packed) = (LibTorch.Dimensions(_handle), 1L);
            if (dimensions != LibTorch.Dimensions(other._handle)) return false;
            for (var dimension = dimensions - 1; dimension >= 0; dimension--)
            {
                var size = LibTorch.Size(_handle, dimension);
                if (size != LibTorch.Size(other._handle, dimension)) return false;
                if (size != 1 && (LibTorch.Stride(_handle, dimension) != packed || LibTorch.Stride(other._handle, dimension) != packed)) return false;
                packed *= size;
            }

            return true;
        }

        public double At(long index) => IsSingle ? ((float*)_address)[index] : ((double*)_address)[index];
    }
}
