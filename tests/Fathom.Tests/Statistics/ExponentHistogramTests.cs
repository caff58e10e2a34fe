using Fathom.Statistics;

namespace Fathom.Tests.Statistics;

public class ExponentHistogramTests
{
    [Fact]
    public void Counts_every_subnormal_binade_apart()
    {
        var histogram = TensorSummary.Of([float.Epsilon, 2 * float.Epsilon, 3 * float.Epsilon, 0, 1, -1.5f]).Exponents;

        Assert.Equal((1, 2, 2), (histogram[-149], histogram[-148], histogram[0]));
        Assert.Equal((-149, 0, 5), (histogram.First, histogram.Last, histogram.Total));
    }

    [Fact]
    public void Counts_what_only_float64_holds_below_and_above()
    {
        var histogram = TensorSummary.Of([1e-300, double.Epsilon, 1e300, -1e39, 1.0]).Exponents;

        Assert.Equal((2, 2, 1), (histogram.Below, histogram.Above, histogram[0]));
    }

    [Fact]
    public void Adds_histograms_that_do_not_meet()
    {
        var low = TensorSummary.Of([1e-30f, 1e-300f]).Exponents;
        var high = TensorSummary.Of([1e30, 1e300]).Exponents;

        var both = low + high;

        Assert.Equal((1, 1, 1, 3), (both[-100], both[99], both.Above, both.Total));
        Assert.Same(low, low + ExponentHistogram.Empty);
    }

    [Fact]
    public void Counts_more_than_32_bits_hold()
    {
        var many = TensorSummary.Of([1f, 2f]).Repeated(5_000_000_000).Exponents;

        Assert.Equal(5_000_000_000, many[0]);
        Assert.Equal(10_000_000_000, (many + ExponentHistogram.Empty).Total);
        Assert.Equal(10_000_000_000, (many + many)[1]);
    }

    [Fact]
    public void Counts_all_below_a_power_of_two()
    {
        var histogram = TensorSummary.Of([1e-300, 0.25, 0.5, 1, 2]).Exponents;

        Assert.Equal((1, 2, 4, 5), (histogram.CountBelow(-149), histogram.CountBelow(-1), histogram.CountBelow(1), histogram.CountBelow(128)));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.CountBelow(129));
    }

    [Fact]
    public void Keeps_the_total_by_decade()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 10_000).Select(_ => Math.Pow(10, (random.NextDouble() * 12) - 8)).Append(1e-300).Append(1e300);
        var histogram = TensorSummary.Of([.. values]).Exponents;

        var decades = histogram.ByDecade();

        Assert.Equal(10_002, decades.Sum(decade => decade.Count), 6);
        Assert.All(decades.Where(decade => decade.Exponent is >= -8 and < 4), decade => Assert.InRange(decade.Count, 700, 970));
        Assert.Equal(Enumerable.Range(decades[0].Exponent, decades.Count), decades.Select(decade => decade.Exponent));
        Assert.Empty(ExponentHistogram.Empty.ByDecade());
    }

    [Fact]
    public void Puts_a_power_of_ten_into_the_decades_of_its_binade()
    {
        // 2^-4 = 0.0625 to 0.125 is cut at 0.1: log10(0.1 / 0.0625) = 0.204 of its 0.301.
        var decades = TensorSummary.Of([0.1f]).Exponents.ByDecade();

        Assert.Equal([-2, -1], decades.Select(decade => decade.Exponent));
        Assert.Equal(0.678, decades[0].Count, 3);
    }
}
