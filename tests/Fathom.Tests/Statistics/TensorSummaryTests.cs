using CsCheck;
using Fathom.Statistics;

namespace Fathom.Tests.Statistics;

public class TensorSummaryTests
{
    [Fact]
    public void Tells_every_kind_of_value_apart()
    {
        var summary = TensorSummary.Of([1, -3, 0, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.NaN]);

        Assert.Equal((8, 2, 2, 1, 1), (summary.Count, summary.Zeros, summary.NaNs, summary.PositiveInfinities, summary.NegativeInfinities));
        Assert.Equal((4, -2, -0.5, 10), (summary.Finite, summary.Sum, summary.Mean, summary.SumOfSquares));
        Assert.Equal((-3, 1, 1, 3), (summary.Minimum, summary.Maximum, summary.SmallestMagnitude, summary.LargestMagnitude));
        Assert.Equal((0.25, Math.Sqrt(2.5)), (summary.ShareOfZeros, summary.RootMeanSquare));
        Assert.True(summary.HasNonFinite);
    }

    [Fact]
    public void Of_nothing_is_empty()
    {
        var summary = TensorSummary.OfMemory(0, 0, ElementType.Float32);

        Assert.Same(TensorSummary.Empty, summary);
        Assert.Equal((0, 0, 0), (summary.Norm, summary.Mean, summary.ShareOfZeros));
        Assert.True(double.IsNaN(summary.Minimum + summary.SmallestMagnitude + summary.LargestMagnitude));
        Assert.All(FloatFormat.All, format => Assert.Equal(0, summary.ShareFlushedToZero(format) + summary.ShareOverflowing(format)));
    }

    [Theory]
    [InlineData(1e-30f)]
    [InlineData(1e-45f)]
    [InlineData(1e-20f)]
    [InlineData(3e38f)]
    public void Is_right_at_the_ends_of_float32(float value)
    {
        var values = Enumerable.Repeat(value, 10_000).ToArray();

        var summary = TensorSummary.Of(values);

        Assert.Equal(1, summary.Norm / ((double)value * 100), 1e-12);
        Assert.Equal(1, summary.Sum / ((double)value * 10_000), 1e-12);
    }

    [Fact]
    public void Has_the_norm_of_a_vanished_gradient()
    {
        // 64 x 512 entries of 3e-26: the norm is sqrt(32768) x 3e-26, where a float32 sum of squares gives 0.
        var summary = TensorSummary.Of(Enumerable.Repeat(3e-26f, 64 * 512).ToArray());

        Assert.Equal(1, summary.Norm / 5.43e-24, 1e-3);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(5e-324)]
    [InlineData(1e300)]
    [InlineData(1.7e308)]
    public void Is_right_at_the_ends_of_float64(double value)
    {
        var alone = TensorSummary.Of([value, -value, value, -value]);
        var among = TensorSummary.Of([value, 1.0]);

        Assert.Equal(value > 1e308 ? double.PositiveInfinity : value * 2, alone.Norm);
        Assert.Equal(Math.Max(value, 1), among.Norm);
        Assert.Equal(value, alone.LargestMagnitude);
    }

    [Fact]
    public void Adds_up_in_any_order()
    {
        var values = Gen.Select(Gen.Enum<ElementType>(), Gen.Int[0, 9], Gen.Int[0, 300], Gen.Int)
            .Select((type, kind, count, seed) => (Type: type, Memory: Samples.Memory(type, Samples.Kinds[kind], count, seed)));

        values.Array[3].Sample(parts =>
        {
            var all = parts.SelectMany(part => Samples.Values(part.Memory, part.Type)).ToList();
            var (a, b, c) = (Of(parts[0]), Of(parts[1]), Of(parts[2]));

            var naive = NaiveSummary.Of(all, ElementType.Float64);
            naive.Agrees(a + b + c);
            naive.Agrees(c + (a + b));
            naive.Agrees(TensorSummary.Add(b, TensorSummary.Add(c, a)));
            naive.Agrees(TensorSummary.Of(all.ToArray()));
        }, iter: 200);
    }

    [Fact]
    public void Adds_the_shares_of_narrow_formats_too()
    {
        var small = TensorSummary.Of([Math.ScaleB(1, -25), 1f, 1f, 1f]);
        var large = TensorSummary.Of([65520f, 1f, 1f, 1f]);

        var both = small + large;

        Assert.Equal((0.125, 0.125), (both.ShareFlushedToZero(FloatFormat.Float16), both.ShareOverflowing(FloatFormat.Float16)));
    }

    [Fact]
    public void Repeats_every_value()
    {
        float[] values = [1, -2, 0, float.NaN, 70000, 1e-30f];
        var repeated = TensorSummary.Of(values).Repeated(3);
        var spelledOut = TensorSummary.Of([.. values, .. values, .. values]);

        Assert.Equal(TensorReaderTests.Describe(spelledOut), TensorReaderTests.Describe(repeated));
        Assert.Same(TensorSummary.Empty, spelledOut.Repeated(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => spelledOut.Repeated(-1));
    }

    [Fact]
    public void Of_zeros_is_what_reading_zeros_gives() =>
        Assert.Equal(TensorReaderTests.Describe(TensorSummary.Of(new float[5])), TensorReaderTests.Describe(TensorSummary.OfZeros(5)));

    [Fact]
    public void Refuses_memory_that_cannot_be_read()
    {
        Assert.Contains("at least 0", Assert.Throws<ArgumentOutOfRangeException>(() => TensorSummary.OfMemory(64, -1, ElementType.Float32)).Message, StringComparison.Ordinal);
        Assert.Contains("0 for 3 values", Assert.Throws<ArgumentException>(() => TensorSummary.OfMemory(0, 3, ElementType.Float32)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TensorSummary.OfMemory(64, 3, (ElementType)9));
    }

    static unsafe TensorSummary Of((ElementType Type, byte[] Memory) part)
    {
        fixed (byte* start = part.Memory)
            return TensorSummary.OfMemory((nint)start, part.Memory.Length / Samples.Size(part.Type), part.Type);
    }
}
