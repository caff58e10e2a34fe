using System.Numerics;
using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Torch.Probes;

/// <summary>Compares the samples and the units of an output. One belongs to one training thread.</summary>
sealed unsafe class SampleComparison
{
    /// <summary>Positions that are looked at together: those of all samples fit into the nearest cache.</summary>
    const int Chunk = 128;

    /// <summary>A slope below this share of the greatest costs the gradient a decade.</summary>
    const double Decade = 0.1;

    readonly double[] _values = new double[SampleMemory.Most * Chunk];
    readonly double[] _mean = new double[Chunk];
    int[] _flat = [];

    /// <summary>What an output shows; null where it has no samples to compare.</summary>
    /// <param name="output">The output.</param>
    /// <param name="type">How it is stored.</param>
    /// <param name="slope">Of an activation, how its slope is told; else null.</param>
    /// <param name="input">What went into it; 0 where unknown.</param>
    public UnitReading? Read(nint output, ElementType type, SlopeRange? slope, nint input)
    {
        var dimensions = LibTorch.Dimensions(output);
        if (dimensions is < 2 or > 5) return null;
        using var samples = SampleMemory.Open(output, type);
        if (samples.Samples == 0 || samples.Length == 0) return null;

        var units = checked((int)LibTorch.Size(output, dimensions <= 3 ? dimensions - 1 : 1));
        var neighbours = dimensions <= 3 ? 1 : samples.Length / units;
        var (spread, saturated) = Compare(samples, slope is { OfInput: false } ? slope.Above(Decade) : null);
        return new UnitReading
        {
            Units = units,
            Samples = samples.Samples,
            SampleSpread = spread,
            SaturatedShare = saturated,
            FlatUnits = slope is null ? [] : FlatUnits(samples, slope, output, input, units, neighbours),
        };
    }

    /// <summary>How much the samples of a tensor differ; see <see cref="UnitReading.SampleSpread"/>.</summary>
    public double Spread(nint tensor, ElementType type)
    {
        if (LibTorch.Dimensions(tensor) == 0) return double.NaN;
        using var samples = SampleMemory.Open(tensor, type);
        return samples.Samples < 2 || samples.Length == 0 ? double.NaN : Compare(samples, steep: null).Spread;
    }

    (double Spread, double Saturated) Compare(SampleMemory samples, (double Low, double High)? steep)
    {
        var (apart, whole, beyond) = (0.0, 0.0, 0L);
        fixed (double* values = _values, mean = _mean)
        {
            for (var start = 0L; start < samples.Length; start += Chunk)
            {
                var count = (int)Math.Min(Chunk, samples.Length - start);
                // The last vector is filled up with what changes no sum.
                var filled = (count + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
                for (var sample = 0; sample < samples.Samples; sample++)
                {
                    samples.CopyTo(values + (sample * Chunk), sample, start, count);
                    _values.AsSpan((sample * Chunk) + count, filled - count).Clear();
                }

                AddMean(values, mean, samples.Samples, filled);
                AddSquares(values, mean, samples.Samples, filled, ref apart, ref whole);
                if (steep is { } ends) beyond += CountBeyond(values, samples.Samples, count, ends);
            }
        }

        var spread = samples.Samples < 2 || whole == 0 ? double.NaN : Math.Sqrt(apart / whole);
        return (double.IsFinite(spread) ? spread : double.NaN, steep is null ? double.NaN : (double)beyond / (samples.Samples * samples.Length));
    }

    /// <summary>The mean difference from the first sample: exactly zero where all are equal.</summary>
    static void AddMean(double* values, double* mean, int samples, int filled)
    {
        var share = new Vector<double>(1.0 / samples);
        for (var index = 0; index < filled; index += Vector<double>.Count)
        {
            var first = Vector.Load(values + index);
            var sum = Vector<double>.Zero;
            for (var sample = 1; sample < samples; sample++) sum += Vector.Load(values + (sample * Chunk) + index) - first;
            (sum * share).Store(mean + index);
        }
    }

    static void AddSquares(double* values, double* mean, int samples, int filled, ref double apart, ref double whole)
    {
        var (differences, squares) = (Vector<double>.Zero, Vector<double>.Zero);
        for (var index = 0; index < filled; index += Vector<double>.Count)
        {
            var first = Vector.Load(values + index);
            var average = Vector.Load(mean + index);
            for (var sample = 0; sample < samples; sample++)
            {
                var value = Vector.Load(values + (sample * Chunk) + index);
                var difference = value - first - average;
                differences += difference * difference;
                squares += value * value;
            }
        }

        apart += Vector.Sum(differences);
        whole += Vector.Sum(squares);
    }

    static long CountBeyond(double* values, int samples, int count, (double Low, double High) ends)
    {
        var (low, high, beyond) = (new Vector<double>(ends.Low), new Vector<double>(ends.High), Vector<long>.Zero);
        var rest = 0L;
        for (var sample = 0; sample < samples; sample++)
        {
            var row = values + (sample * Chunk);
            var index = 0;
            for (; index <= count - Vector<double>.Count; index += Vector<double>.Count)
            {
                var value = Vector.Load(row + index);
                // A true lane is -1, so subtracting counts. NaN is on neither side.
                beyond -= Vector.LessThanOrEqual(value, low) | Vector.GreaterThanOrEqual(value, high);
            }

            for (; index < count; index++) rest += row[index] <= ends.Low || row[index] >= ends.High ? 1 : 0;
        }

        return rest + Vector.Sum(beyond);
    }

    /// <summary>The units that are beyond the ends everywhere. Each number read strikes units off, so that few are read more than once.</summary>
    int[] FlatUnits(SampleMemory outputs, SlopeRange slope, nint output, nint input, int units, long neighbours)
    {
        var ends = slope.Above(Widening.Precision(outputs.Type));
        if (!slope.OfInput) return FlatUnits(outputs, ends, units, neighbours);
        // An activation in place has written over its input.
        if (input == 0 || TensorMemory.ElementTypeOf(input) != outputs.Type || LibTorch.Data(input) == LibTorch.Data(output)) return [];
        using var inputs = SampleMemory.Open(input, outputs.Type);
        return inputs.Samples == outputs.Samples && inputs.Length == outputs.Length ? FlatUnits(inputs, ends, units, neighbours) : [];
    }

    int[] FlatUnits(SampleMemory samples, (double Low, double High) ends, int units, long neighbours)
    {
        if (_flat.Length < units) _flat = new int[units];
        for (var unit = 0; unit < units; unit++) _flat[unit] = unit;
        var left = units;
        for (var sample = 0; sample < samples.Samples && left > 0; sample++)
        {
            var kept = 0;
            for (var at = 0; at < left; at++)
            {
                if (IsFlat(samples, sample, _flat[at], ends, units, neighbours)) _flat[kept++] = _flat[at];
            }

            left = kept;
        }

        return left == 0 ? [] : _flat[..left];
    }

    static bool IsFlat(SampleMemory samples, int sample, int unit, (double Low, double High) ends, int units, long neighbours)
    {
        for (var start = unit * neighbours; start < samples.Length; start += units * neighbours)
        {
            for (var position = start; position < start + neighbours; position++)
            {
                var value = samples[sample, position];
                if (!(value <= ends.Low || value >= ends.High)) return false;
            }
        }

        return true;
    }
}
