using Fathom.Statistics;

namespace Fathom.Tests.Statistics;

public unsafe class FloatFormatTests
{
    public static TheoryData<int> Levels => [.. Enum.GetValues<SimdLevel>().Select(level => (int)level)];

    public static TheoryData<string> Names => [.. FloatFormat.All.Select(format => format.Name)];

    [Theory]
    [InlineData("fp16", 65504, 5.9604644775390625e-8)]      // IEEE 754-2019, binary16
    [InlineData("bf16", 3.3895313892515355e38, 9.183549615799121e-41)]
    [InlineData("fp8 E4M3", 448, 0.001953125)]              // Micikevicius et al. 2022, table 1
    [InlineData("fp8 E5M2", 57344, 1.52587890625e-5)]
    public void Has_the_published_limits(string name, double largest, double smallest)
    {
        var format = Named(name);

        Assert.Equal((largest, smallest), (format.Largest, format.Smallest));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Loses_exactly_what_rounding_loses(string name)
    {
        var format = Named(name);
        var random = new Random(3);
        foreach (var limit in new[] { format.FlushLimit, format.Smallest, format.LargestSurviving, format.Largest, 464, 61440, 65520, 3.3961775292304957e38, random.NextDouble() })
        {
            foreach (var value in new[] { limit, Math.BitIncrement(limit), Math.BitDecrement(limit), limit / 2, limit * 2, -limit, limit * random.NextDouble() })
            {
                var rounded = Rounding.To(format, value);
                var summary = TensorSummary.Of([value]);

                Assert.Equal(rounded == 0 ? 1 : 0, summary.ShareFlushedToZero(format));
                Assert.Equal(double.IsFinite(rounded) ? 0 : 1, summary.ShareOverflowing(format));
            }
        }
    }

    [Fact]
    public void Rounds_to_fp16_as_the_runtime_does()
    {
        var random = new Random(8);
        for (var i = 0; i < 20_000; i++)
        {
            var value = (random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(-30, 19));

            Assert.Equal((double)(Half)value, Rounding.To(FloatFormat.Float16, value));
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void Counts_the_shares_that_converting_every_value_gives(int level)
    {
        Assert.SkipUnless(SimdLevels.IsSupported((SimdLevel)level), "Not on this machine.");
        foreach (var type in Enum.GetValues<ElementType>())
        {
            foreach (var kind in Samples.Kinds) CheckShares(type, (SimdLevel)level, kind, 5000);
        }
    }

    static void CheckShares(ElementType type, SimdLevel level, string kind, int count)
    {
        var memory = Samples.Memory(type, kind, count, seed: 4);
        var finite = Samples.Values(memory, type).Where(double.IsFinite).ToList();
        fixed (byte* start = memory)
        {
            var summary = TensorReader.Read(start, count, type, level, threads: 1);
            foreach (var format in FloatFormat.All)
            {
                var nonzero = finite.Where(value => value != 0).ToList();
                var flushed = nonzero.Count(value => Rounding.To(format, value) == 0);
                var over = finite.Count(value => !double.IsFinite(Rounding.To(format, value)));

                Assert.Equal(nonzero.Count == 0 ? 0 : (double)flushed / nonzero.Count, summary.ShareFlushedToZero(format));
                Assert.Equal(finite.Count == 0 ? 0 : (double)over / finite.Count, summary.ShareOverflowing(format));
            }
        }
    }

    static FloatFormat Named(string name) => FloatFormat.All.Single(format => format.Name == name);
}
