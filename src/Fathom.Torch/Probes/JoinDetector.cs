using System.Numerics;
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

        var squares = type == ElementType.Float32
            ? SquaredDifference((float*)first.Address, (float*)second.Address, first.Count)
            : SquaredDifference((double*)first.Address, (double*)second.Address, first.Count);
        return Math.Sqrt(squares * first.Times);
    }

    /// <summary>In double, where neither the smallest nor the largest difference of two floats has a square that is lost.</summary>
    static double SquaredDifference(float* left, float* right, long count)
    {
        var (low, high, squares, index) = (Vector<double>.Zero, Vector<double>.Zero, 0.0, 0L);
        for (; index <= count - Vector<float>.Count; index += Vector<float>.Count)
        {
            Vector.Widen(Vector.Load(left + index), out var leftLow, out var leftHigh);
            Vector.Widen(Vector.Load(right + index), out var rightLow, out var rightHigh);
            var (lowDifference, highDifference) = (leftLow - rightLow, leftHigh - rightHigh);
            low += lowDifference * lowDifference;
            high += highDifference * highDifference;
        }

        for (; index < count; index++) squares += ((double)left[index] - right[index]) * ((double)left[index] - right[index]);
        return squares + Vector.Sum(low + high);
    }

    static double SquaredDifference(double* left, double* right, long count)
    {
        var squares = 0.0;
        for (var index = 0L; index < count; index++) squares += (left[index] - right[index]) * (left[index] - right[index]);
        return squares;
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
