using CsCheck;
using Fathom.Ledger;
using Fathom.Runs;
using Fathom.Statistics;

namespace Fathom.Tests.Runs;

public class BlockTests
{
    [Fact]
    public void A_scalar_block_of_one_value_is_that_value()
    {
        var block = ScalarBlock.Of(7, 1e-300);

        Assert.Equal((7, 7, 1e-300, 1e-300, 1), (block.FirstStep, block.LastStep, block.Last, block.Mean, block.Values.Count));
    }

    [Fact]
    public void Scalar_blocks_add_up_to_the_block_of_all_values() =>
        Gen.Double[-1e3, 1e3].Array[2, 40].Sample(values =>
        {
            var sum = values.Select((value, index) => ScalarBlock.Of(index, value)).Aggregate((left, right) => left + right);

            Assert.Equal((0, values.Length - 1, values[^1]), (sum.FirstStep, sum.LastStep, sum.Last));
            Assert.Equal((values.Length, values.Min(), values.Max()), (sum.Values.Count, sum.Values.Minimum, sum.Values.Maximum));
            Assert.Equal(values.Average(), sum.Mean, 1e-9);
        });

    [Fact]
    public void A_scalar_block_keeps_what_was_not_finite_apart()
    {
        var sum = ScalarBlock.Of(1, 3) + ScalarBlock.Of(2, double.NaN) + ScalarBlock.Of(3, double.PositiveInfinity);

        Assert.Equal((3, 1, 1, 3.0), (sum.Values.Count, sum.Values.NaNs, sum.Values.PositiveInfinities, sum.Mean));
        Assert.True(double.IsNaN((ScalarBlock.Of(1, double.NaN) + ScalarBlock.Of(2, double.NaN)).Mean));
    }

    [Fact]
    public void A_block_of_one_reading_is_that_reading()
    {
        var reading = Readings.Stack(3, -1, _ => 0.01);

        var block = ReadingBlock.Of(reading);

        Assert.Same(reading, block.Reading);
        Assert.Equal((1, 1, 1), (block.FirstStep, block.LastStep, block.Count));
        Assert.Equal(reading.Places.Select(place => place.Gradient!.Norm), block.Places.Select(place => place.GradientNorm));
        Assert.Equal(reading.Parameters.Select(parameter => parameter.Update!.Ratio), block.Parameters.Select(parameter => parameter.UpdateRatio));
        Assert.Equal(reading.Ledger.Links.Select(link => link.Decades), block.Links.Select(link => link.Decades));
    }

    [Fact]
    public void Readings_add_up_to_means_of_what_they_held()
    {
        var sum = ReadingBlock.Of(Readings.Stack(2, -1, _ => 0.01)) + ReadingBlock.Of(Readings.Stack(2, -3, _ => 0.03) with { Step = 5 });

        Assert.Null(sum.Reading);
        Assert.Equal((1, 5, 2), (sum.FirstStep, sum.LastStep, sum.Count));
        Assert.Equal(Math.Sqrt((1e-2 + 1e-6) / 2), sum.Places[0].GradientNorm, 1e-12);
        Assert.Equal(0.02, sum.Parameters[0].UpdateRatio, 1e-12);
        Assert.Equal(-2, sum.Links[0].Decades, 1e-12);
    }

    [Fact]
    public void A_place_that_only_one_reading_saw_stays()
    {
        var (two, three) = (ReadingBlock.Of(Readings.Stack(2, -1, _ => 0)), ReadingBlock.Of(Readings.Stack(3, -1, _ => 0)));

        foreach (var sum in (ReadingBlock[])[two + three, three + two])
        {
            Assert.Equal(["linear1", "linear2", "linear3"], sum.Places.Select(place => place.Name).Order(StringComparer.Ordinal));
            Assert.Equal(5, sum.Places.Sum(place => place.GradientCount));
            Assert.Equal(5, sum.Parameters.Sum(parameter => parameter.GradientCount));
            Assert.Equal(3, sum.Links.Sum(link => link.Count));
        }
    }

    [Fact]
    public void Links_of_the_same_name_are_all_counted()
    {
        static ReadingBlock Of(params string[] names) =>
            ReadingBlock.Of(new StepReading { Step = 1, Ledger = new ChainLedger(names.Select(name => new Link(name, LinkKind.Weight, 10))) });

        var sum = Of("shared", "own", "shared") + Of("shared", "shared", "shared");

        Assert.Equal(6, sum.Links.Sum(link => link.Count));
        Assert.Equal([2, 1, 2, 1], sum.Links.Select(link => link.Count));
    }

    [Fact]
    public void A_link_where_a_ledger_ended_counts_as_an_end()
    {
        static LinkBlock Of(double gain) => LinkBlock.Of(new Link("sigmoid", LinkKind.Slope, gain));

        var sum = Of(0.01) + Of(0) + Of(double.NaN) + Of(1);

        Assert.Equal((2, 2, -1.0), (sum.Count, sum.Ended, sum.Decades));
        Assert.True(double.IsNaN(Of(0).Decades));
    }

    [Fact]
    public void Sequences_of_different_lengths_are_added_from_their_ends()
    {
        static PlaceBlock Of(params double[] norms) => PlaceBlock.Of(new PlaceReading { Name = "lstm", Type = "LSTM", Gradient = TensorSummary.Of([1.0]), GradientThroughTime = norms });

        var sum = Of(7, 3) + Of(4);

        Assert.Equal([7, 5], sum.GradientThroughTime);
        Assert.Equal([7, 5], (Of(4) + Of(7, 3)).GradientThroughTime);
        Assert.Equal(2, sum.GradientCount);
    }
}
