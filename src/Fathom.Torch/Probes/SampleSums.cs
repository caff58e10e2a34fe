using System.Numerics;
using Fathom.Statistics;

namespace Fathom.Torch.Probes;

/// <summary>What the samples of a tensor add up to, in one read.</summary>
/// <remarks>
/// The mean is taken of the differences from the first sample, so that equal samples differ by exactly nothing. Numbers of 32 bits are widened on
/// the way, without a copy; those of other precisions are widened into a buffer first.
/// </remarks>
sealed unsafe class SampleSums
{
    const int Chunk = 64;

    readonly double[] _values = new double[SampleMemory.Most * Chunk];

    /// <summary>Σ|x - mean|² over all samples and positions.</summary>
    public double Apart { get; private set; }

    /// <summary>Σ|x|².</summary>
    public double Whole { get; private set; }

    /// <summary>How many numbers are at one of the ends or beyond.</summary>
    public long Beyond { get; private set; }

    /// <summary>Reads all samples.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="low">The lower end; minus infinity for none.</param>
    /// <param name="high">The upper end; infinity for none.</param>
    public void Read(SampleMemory samples, double low, double high)
    {
        (Apart, Whole, Beyond) = (0, 0, 0);
        var start = samples.Type == ElementType.Float32 ? ReadSingles(samples, (float)low, (float)high) : 0;
        fixed (double* values = _values)
        {
            for (; start < samples.Length; start += Chunk)
            {
                var count = (int)Math.Min(Chunk, samples.Length - start);
                for (var sample = 0; sample < samples.Samples; sample++) samples.CopyTo(values + (sample * Chunk), sample, start, count);
                for (var position = 0; position < count; position++) ReadPosition(values + position, samples.Samples, low, high);
            }
        }
    }

    /// <summary>As many positions as whole vectors hold; returns how many those are.</summary>
    long ReadSingles(SampleMemory samples, float low, float high)
    {
        var (differences, squares, beyond) = (Vector<double>.Zero, Vector<double>.Zero, Vector<int>.Zero);
        var (lowest, highest) = (new Vector<float>(low), new Vector<float>(high));
        var (share, stride, last) = (new Vector<double>(1.0 / samples.Samples), samples.Stride, samples.Samples - 1);
        var start = 0L;
        for (; start <= samples.Length - Vector<float>.Count; start += Vector<float>.Count)
        {
            var first = (float*)samples.Address + start;
            Vector.Widen(Vector.Load(first), out var firstLow, out var firstHigh);
            var (sumLow, sumHigh) = (Vector<double>.Zero, Vector<double>.Zero);
            for (var sample = 1L; sample <= last; sample++)
            {
                Vector.Widen(Vector.Load(first + (sample * stride)), out var nextLow, out var nextHigh);
                sumLow += nextLow - firstLow;
                sumHigh += nextHigh - firstHigh;
            }

            var (meanLow, meanHigh) = (firstLow + (sumLow * share), firstHigh + (sumHigh * share));
            for (var sample = 0L; sample <= last; sample++)
            {
                var numbers = Vector.Load(first + (sample * stride));
                // A true lane is -1, so subtracting counts. NaN is on neither side.
                beyond -= Vector.LessThanOrEqual(numbers, lowest) | Vector.GreaterThanOrEqual(numbers, highest);
                Vector.Widen(numbers, out var nextLow, out var nextHigh);
                var (apartLow, apartHigh) = (nextLow - meanLow, nextHigh - meanHigh);
                differences += (apartLow * apartLow) + (apartHigh * apartHigh);
                squares += (nextLow * nextLow) + (nextHigh * nextHigh);
            }
        }

        (Apart, Whole, Beyond) = (Vector.Sum(differences), Vector.Sum(squares), Total(beyond));
        return start;
    }

    void ReadPosition(double* values, int samples, double low, double high)
    {
        var (first, sum, apart, whole) = (*values, 0.0, 0.0, 0.0);
        for (var sample = 1; sample < samples; sample++) sum += values[sample * Chunk] - first;
        var average = sum / samples;
        for (var sample = 0; sample < samples; sample++)
        {
            var value = values[sample * Chunk];
            var difference = value - first - average;
            apart += difference * difference;
            whole += value * value;
            if (value <= low || value >= high) Beyond++;
        }

        Apart += apart;
        Whole += whole;
    }

    static long Total(Vector<int> counts)
    {
        var total = 0L;
        for (var lane = 0; lane < Vector<int>.Count; lane++) total += counts[lane];
        return total;
    }
}
