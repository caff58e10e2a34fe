namespace Fathom.Statistics;

/// <summary>The statistics of one tensor, made in one read of its memory; two of them add up exactly.</summary>
/// <remarks>Sums, extremes and magnitudes are over the finite values only; NaNs and infinities are counted apart.</remarks>
public sealed class TensorSummary
{
    /// <summary>The summary of no values at all: adding it to any other changes nothing.</summary>
    public static TensorSummary Empty { get; } = new();

    /// <summary>How many values were read, of every kind.</summary>
    public long Count { get; init; }

    /// <summary>How many were exactly zero, of either sign.</summary>
    public long Zeros { get; init; }

    /// <summary>How many were not a number.</summary>
    public long NaNs { get; init; }

    /// <summary>How many were plus infinity.</summary>
    public long PositiveInfinities { get; init; }

    /// <summary>How many were minus infinity.</summary>
    public long NegativeInfinities { get; init; }

    /// <summary>How many were finite, zeros included.</summary>
    public long Finite => Count - NaNs - PositiveInfinities - NegativeInfinities;

    /// <summary>True where at least one value was NaN or infinite.</summary>
    public bool HasNonFinite => Finite != Count;

    /// <summary>The sum of the finite values.</summary>
    public double Sum { get; init; }

    /// <summary>The L2 norm of the finite values; 0 when there are none or all are zero.</summary>
    public double Norm { get; init; }

    /// <summary>The mean of the finite values; 0 when there are none.</summary>
    public double Mean => Finite == 0 ? 0 : Sum / Finite;

    /// <summary>The root of the mean square of the finite values; 0 when there are none.</summary>
    public double RootMeanSquare => Finite == 0 ? 0 : Norm / Math.Sqrt(Finite);

    /// <summary>The share of zeros among all values, 0 to 1; 0 when there are none.</summary>
    public double ShareOfZeros => Count == 0 ? 0 : (double)Zeros / Count;

    /// <summary>The smallest finite value; NaN when there are none.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>The largest finite value; NaN when there are none.</summary>
    public double Maximum { get; init; } = double.NaN;

    /// <summary>The smallest magnitude that is neither zero nor infinite; NaN when there is none.</summary>
    public double SmallestMagnitude { get; init; } = double.NaN;

    /// <summary>The largest finite magnitude; NaN when there are no finite values.</summary>
    public double LargestMagnitude => Finite == 0 ? double.NaN : Math.Max(Math.Abs(Minimum), Math.Abs(Maximum));

    /// <summary>The summary of <paramref name="values"/>.</summary>
    public static TensorSummary Of(ReadOnlySpan<float> values)
    {
        var (zeros, nans, up, down) = (0L, 0L, 0L, 0L);
        var (sum, squares, min, max, small) = (0.0, 0.0, double.NaN, double.NaN, double.NaN);
        foreach (var value in values)
        {
            if (float.IsNaN(value)) { nans++; continue; }
            if (float.IsPositiveInfinity(value)) { up++; continue; }
            if (float.IsNegativeInfinity(value)) { down++; continue; }
            if (value == 0) zeros++;
            else if (!(Math.Abs(value) >= small)) small = Math.Abs(value);
            sum += value;
            squares += (double)value * value;
            if (!(value >= min)) min = value;
            if (!(value <= max)) max = value;
        }

        return new TensorSummary
        {
            Count = values.Length, Zeros = zeros, NaNs = nans, PositiveInfinities = up, NegativeInfinities = down,
            Sum = sum, Norm = Math.Sqrt(squares), Minimum = min, Maximum = max, SmallestMagnitude = small,
        };
    }

    /// <summary>The summary of <paramref name="count"/> values of <paramref name="type"/> at <paramref name="address"/>.</summary>
    /// <param name="address">Where the first value lies. The memory must stay valid during the call.</param>
    /// <param name="count">How many values lie there, one after the other; at least 0.</param>
    /// <param name="type">How each value is stored.</param>
    public static unsafe TensorSummary OfMemory(nint address, long count, ElementType type) =>
        type == ElementType.Float32
            ? Of(new ReadOnlySpan<float>((void*)address, checked((int)count)))
            : throw new NotSupportedException();

    /// <summary>The summary of a tensor in which each value stands <paramref name="times"/> times (stride 0).</summary>
    public TensorSummary Repeated(long times) => times == 1 ? this : throw new NotSupportedException();

    /// <summary>PLACEHOLDER</summary>
    public static TensorSummary Of(ReadOnlySpan<double> values) { var f = new float[values.Length]; for (var i = 0; i < f.Length; i++) f[i] = (float)values[i]; return Of(f); }

    /// <summary>PLACEHOLDER</summary>
    public static TensorSummary operator +(TensorSummary left, TensorSummary right) => new()
    {
        Count = left.Count + right.Count, Zeros = left.Zeros + right.Zeros, NaNs = left.NaNs + right.NaNs, Sum = left.Sum + right.Sum,
        Norm = double.Hypot(left.Norm, right.Norm), Minimum = left.Count == 0 ? right.Minimum : Math.Min(left.Minimum, right.Minimum),
        Maximum = left.Count == 0 ? right.Maximum : Math.Max(left.Maximum, right.Maximum),
    };
}
