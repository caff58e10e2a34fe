using System.Numerics;
using Fathom.Statistics;

namespace Fathom.Tests.Statistics;

/// <summary>The slow twin: one value after the other, sums in exact integers.</summary>
sealed class NaiveSummary
{
    readonly int _scale;
    BigInteger _sum, _magnitudes, _squares;

    NaiveSummary(int scale) => _scale = scale;

    public long Count, Zeros, NaNs, Up, Down;
    public double Minimum = double.NaN, Maximum = double.NaN, Smallest = double.NaN;

    public SortedDictionary<int, long> Exponents { get; } = [];

    public double Sum => Scaled(_sum, _scale);

    public double Magnitudes => Scaled(_magnitudes, _scale);

    public double Norm => Root(_squares, _scale);

    public static NaiveSummary Of(IEnumerable<double> values, ElementType type)
    {
        var summary = new NaiveSummary(type == ElementType.Float64 ? 1074 : 149);
        foreach (var value in values) summary.Add(value);
        return summary;
    }

    public void Agrees(TensorSummary summary)
    {
        Assert.Equal((Count, Zeros, NaNs, Up, Down),
            (summary.Count, summary.Zeros, summary.NaNs, summary.PositiveInfinities, summary.NegativeInfinities));
        Assert.Equal((Minimum, Maximum, Smallest), (summary.Minimum, summary.Maximum, summary.SmallestMagnitude));
        if (double.IsFinite(Magnitudes)) Assert.True(Math.Abs(Sum - summary.Sum) <= 1e-12 * Magnitudes, $"sum {summary.Sum:R}, but {Sum:R}");
        Assert.True(Norm == summary.Norm || Math.Abs((summary.Norm / Norm) - 1) <= 1e-12, $"norm {summary.Norm:R}, but {Norm:R}");

        var histogram = summary.Exponents;
        Assert.Equal(Count - Zeros - NaNs - Up - Down, histogram.Total);
        Assert.Equal(Exponents.Where(e => e.Key < -149).Sum(e => e.Value), histogram.Below);
        Assert.Equal(Exponents.Where(e => e.Key > 127).Sum(e => e.Value), histogram.Above);
        Assert.Equal(Exponents.Where(e => e.Key is >= -149 and <= 127),
            Enumerable.Range(histogram.First, histogram.Last - histogram.First + 1)
                .Select(e => KeyValuePair.Create(e, histogram[e])).Where(e => e.Value > 0));
    }

    void Add(double value)
    {
        Count++;
        if (double.IsNaN(value)) { NaNs++; return; }
        if (double.IsInfinity(value)) { if (value > 0) Up++; else Down++; return; }
        if (!(value >= Minimum)) Minimum = value;
        if (!(value <= Maximum)) Maximum = value;
        if (value == 0) { Zeros++; return; }
        if (!(Math.Abs(value) >= Smallest)) Smallest = Math.Abs(value);
        var exponent = Math.ILogB(value);
        Exponents[exponent] = Exponents.GetValueOrDefault(exponent) + 1;

        // Significand times 2^(exponent - 52), in units of 2^-scale.
        var shift = exponent - 52 + _scale;
        var significand = (BigInteger)(long)Math.ScaleB(value, 52 - exponent);
        var exact = shift >= 0 ? significand << shift : significand >> -shift;
        _sum += exact;
        _magnitudes += BigInteger.Abs(exact);
        _squares += exact * exact;
    }

    static double Scaled(BigInteger number, int scale)
    {
        var drop = (int)Math.Max(0, (long)BigInteger.Abs(number).GetBitLength() - 64);
        return ScaleB((double)(number >> drop), drop - scale);
    }

    static double Root(BigInteger squares, int scale)
    {
        var drop = (int)Math.Max(0, (long)squares.GetBitLength() - 100) & ~1;
        return ScaleB(Math.Sqrt((double)(squares >> drop)), (drop / 2) - scale);
    }

    static double ScaleB(double value, int by) => Math.ScaleB(Math.ScaleB(value, by / 2), by - (by / 2));
}
