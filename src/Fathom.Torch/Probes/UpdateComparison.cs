using System.Numerics;
using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Torch.Probes;

/// <summary>Compares weights before and after a step, block by block.</summary>
sealed unsafe class UpdateComparison
{
    readonly (long Start, int Length)[] _blocks;
    readonly long _count;
    readonly float[] _changes;

    /// <summary>A comparison of <paramref name="blocks"/> out of <paramref name="count"/> weights.</summary>
    public UpdateComparison((long Start, int Length)[] blocks, long count)
    {
        (_blocks, _count) = (blocks, count);
        _changes = new float[blocks.Sum(block => block.Length)];
    }

    /// <summary>The change from <paramref name="before"/> (packed blocks) to <paramref name="after"/> (the whole tensor).</summary>
    /// <param name="before">The blocks' values before the step, one block behind the other.</param>
    /// <param name="after">The tensor after the step.</param>
    /// <param name="gradient">The tensor's gradient in the same order; null where it lies otherwise.</param>
    /// <param name="type">How all three are stored.</param>
    public UpdateReading Compare(byte* before, byte* after, byte* gradient, ElementType type)
    {
        var (lost, pulled, climb) = type switch
        {
            ElementType.Float32 => CompareSingle((float*)before, (float*)after, (float*)gradient),
            ElementType.Float64 => Compare((double*)before, (double*)after, (double*)gradient, &Same),
            ElementType.Float16 => Compare((Half*)before, (Half*)after, (Half*)gradient, &Widen),
            _ => Compare((ushort*)before, (ushort*)after, (ushort*)gradient, &WidenBFloat16),
        };

        var change = TensorSummary.Of(_changes);
        var values = TensorSummary.OfMemory((nint)before, _changes.Length, type);
        return new UpdateReading
        {
            Change = change,
            Ratio = Ratio(change, values),
            Lost = lost,
            Pulled = pulled,
            Descent = gradient is null || _changes.Length == 0 ? double.NaN : -climb * _count / _changes.Length,
            Sampled = _count > _changes.Length,
        };
    }

    (long Lost, long Pulled, double Climb) CompareSingle(float* before, float* after, float* gradient)
    {
        var (still, idle, stillAndIdle) = (Vector<int>.Zero, Vector<int>.Zero, Vector<int>.Zero);
        var (climb, lost, pulled, vectorised, at) = (Vector<double>.Zero, 0L, 0L, 0L, 0);
        var rest = 0.0;
        foreach (var (start, length) in _blocks)
        {
            var index = 0;
            for (; index <= length - Vector<float>.Count; index += Vector<float>.Count)
            {
                var change = Vector.Load(after + start + index) - Vector.Load(before + at + index);
                change.CopyTo(_changes, at + index);
                if (gradient is null) continue;
                var isStill = Vector.Equals(change, Vector<float>.Zero);
                var pull = Vector.Load(gradient + start + index);
                var isIdle = Vector.Equals(pull, Vector<float>.Zero);
                // The product of two floats is exact in double.
                Vector.Widen(pull, out var lowPull, out var highPull);
                Vector.Widen(change, out var lowChange, out var highChange);
                climb += (lowPull * lowChange) + (highPull * highChange);
                // A true lane is -1, so subtracting counts.
                still -= isStill;
                idle -= isIdle;
                stillAndIdle -= isStill & isIdle;
                vectorised += Vector<float>.Count;
            }

            for (; index < length; index++)
            {
                var change = after[start + index] - before[at + index];
                _changes[at + index] = change;
                if (gradient is null || gradient[start + index] == 0) continue;
                pulled++;
                if (change == 0) lost++;
                rest += (double)gradient[start + index] * change;
            }

            at += length;
        }

        return (lost + Vector.Sum(still) - Vector.Sum(stillAndIdle), pulled + vectorised - Vector.Sum(idle), rest + Vector.Sum(climb));
    }

    (long Lost, long Pulled, double Climb) Compare<T>(T* before, T* after, T* gradient, delegate*<T, double> widen)
        where T : unmanaged
    {
        var (climb, lost, pulled, at) = (0.0, 0L, 0L, 0);
        foreach (var (start, length) in _blocks)
        {
            for (var index = 0; index < length; index++, at++)
            {
                var change = widen(after[start + index]) - widen(before[at]);
                _changes[at] = (float)change;
                if (gradient is null || widen(gradient[start + index]) == 0) continue;
                pulled++;
                if (change == 0) lost++;
                climb += widen(gradient[start + index]) * change;
            }
        }

        return (lost, pulled, climb);
    }

    static double Ratio(TensorSummary change, TensorSummary values) =>
        change.HasNonFinite || values.HasNonFinite ? double.NaN
        : change.Norm == 0 ? 0
        : values.Norm == 0 ? double.PositiveInfinity
        : change.Norm / values.Norm;

    static double Same(double value) => value;

    static double Widen(Half value) => (double)value;

    static double WidenBFloat16(ushort value) => BitConverter.UInt32BitsToSingle((uint)value << 16);
}
