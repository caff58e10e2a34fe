using CsCheck;
using Fathom.Journal.Series;
using Fathom.Journal.Tests.Records;
using Fathom.Ledger;
using Fathom.Runs;
using Fathom.Statistics;

namespace Fathom.Journal.Tests.Series;

/// <summary>What was added up must be what somebody gets who keeps everything and adds it up at the end.</summary>
public class SlowTwinTests
{
    [Fact]
    public void Blocks_of_scalars_hold_each_value_once() =>
        Gen.Select(Gen.Int[0, 60_000], Gen.Int).Sample((count, seed) =>
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, count).Select(_ => random.Next(50) == 0 ? double.NaN : random.Next(-1_000, 1_000)).ToArray();
            var series = new ScalarSeries("loss");
            foreach (var (index, value) in values.Index())
            {
                series.Add(10 * index, value);
                if (random.Next(3_000) == 0) series.View();
            }

            var blocks = series.View();

            var next = 0;
            foreach (var block in blocks)
            {
                var length = (int)block.Values.Count;
                Assert.Equal((10 * next, 10 * (next + length - 1)), (block.FirstStep, block.LastStep));
                AssertSame(TensorSummary.Of(values.AsSpan(next, length)), block.Values);
                Assert.Equal(values[next + length - 1], block.Last);
                next += length;
                // Nothing is added up that is not old, and then to no more than a hundredth of its age.
                Assert.True(length == 1 || length <= (count - next) / 100, $"A block of {length} values ends {count - next} values before the end.");
            }

            Assert.Equal((count, count), (next, (int)series.Count));
        }, iter: 20, threads: 1);

    [Fact]
    public void A_view_that_was_given_out_never_changes()
    {
        var series = new ScalarSeries("loss");
        var views = new List<(IReadOnlyList<ScalarBlock> View, double Sum)>();

        for (var step = 1; step <= 30_000; step++)
        {
            series.Add(step, step);
            if (step % 997 == 0) views.Add((series.View(), step * (step + 1.0) / 2));
        }

        Assert.All(views, each => Assert.Equal(each.Sum, each.View.Sum(block => block.Values.Sum)));
        Assert.All(views, each => Assert.Equal(each.View, Enumerable.Range(0, each.View.Count).Select(index => each.View[index])));
        Assert.Throws<ArgumentOutOfRangeException>(() => views[0].View[views[0].View.Count]);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(8_500, 8_000)]
    [InlineData(30_000, 29_000)]
    public void Going_back_forgets_what_came_later_and_nothing_else(int count, int back)
    {
        var series = new ScalarSeries("loss");
        for (var step = 1; step <= count; step++) series.Add(step, step);

        series.Rewind(back);
        for (var step = back + 1; step <= count; step++) series.Add(step, -step);

        var blocks = series.View();
        Assert.Equal((count, count), (series.Count, blocks.Sum(block => block.Values.Count)));
        Assert.Equal(Enumerable.Range(1, count).Sum(step => step <= back ? step : -(double)step), blocks.Sum(block => block.Values.Sum));
    }

    [Fact]
    public void Blocks_of_readings_hold_each_reading_once() =>
        Gen.Select(Gen.Int[0, 3_000], Gen.Int[0, 1_000]).Sample((count, seed) =>
        {
            var readings = Enumerable.Range(0, count).Select(index => ReadingBlock.Of(Small(index, new Random(seed + index)))).ToList();
            var (tower, sums, written) = (new ReadingTower(), new ReadingSums(), new List<PlacedBlock>());
            foreach (var (index, reading) in readings.Index())
            {
                var placed = new PlacedBlock(index, 0, reading);
                sums.Add(placed, written.Add);
                tower.Add(placed);
                if (index % 7 == 0) tower.Fold(index + 1);
            }

            tower.Fold(count);

            var next = 0;
            foreach (var placed in tower.Blocks)
            {
                Assert.Equal((next, ReadingScale.Size(placed.Level)), (placed.Index, placed.Block.Count));
                var length = (int)placed.Block.Count;
                AssertSums(readings.GetRange(next, length), placed.Block);
                next += length;
                Assert.True(length == 1 || length <= (count - next) / 10, $"A block of {length} readings ends {count - next} readings before the end.");
                // The writer, who adds up at once, comes to the same to the bit as the reader, who adds up what has grown old.
                Assert.Equal(Sameness.Of(written.Single(other => other.Index == placed.Index && other.Level == placed.Level).Block), Sameness.Of(placed.Block));
            }

            Assert.Equal(count, next);
        }, iter: 12, threads: 1);

    [Fact]
    public void Finds_the_same_stretches_whether_one_folds_or_computes()
    {
        for (long count = 1; count < 200_000; count += 137)
        {
            var starts = Enumerable.Range(0, 8).Select(level => ReadingScale.Start(level, count)).ToList();
            Assert.Equal(starts.OrderDescending(), starts);
            for (var level = 0; level < 8; level++)
            {
                Assert.Equal(0, starts[level] % ReadingScale.Size(level + 1));
                var kept = ((level == 0 ? count : starts[level - 1]) - starts[level]) / ReadingScale.Size(level);
                Assert.InRange(kept, starts[level] == 0 ? 0 : ReadingScale.Kept(level), ReadingScale.Kept(level) + ReadingScale.Batch - 1);
            }
        }
    }

    static StepReading Small(long step, Random random)
    {
        TensorSummary Values() => TensorSummary.Of([.. Enumerable.Range(0, 6).Select(_ => (float)random.Next(-100, 100))]);
        return new StepReading
        {
            Step = step,
            Places = [new PlaceReading { Name = "linear", Type = "Linear", Gradient = Values(), Activation = random.Next(2) == 0 ? Values() : null, GradientThroughTime = [3, 4] }],
            Parameters = [new ParameterReading { Name = "linear.weight", Value = Values(), Gradient = Values(), Update = random.Next(2) == 0 ? new UpdateReading { Change = Values(), Ratio = 0.5 } : null }],
            Ledger = new ChainLedger([new Link("linear", LinkKind.Weight, random.Next(5) == 0 ? 0 : 10)], 1),
        };
    }

    static void AssertSums(List<ReadingBlock> readings, ReadingBlock block)
    {
        Assert.Equal((readings[0].FirstStep, readings[^1].LastStep, readings.Count), (block.FirstStep, block.LastStep, block.Count));
        if (readings.Count == 1) return;
        Assert.Null(block.Reading);
        var (places, parameters) = (readings.ConvertAll(reading => reading.Places[0]), readings.ConvertAll(reading => reading.Parameters[0]));
        AssertSame(places.Select(place => place.Gradient!).Aggregate((left, right) => left + right), block.Places[0].Gradient!);
        Assert.Equal(places.Sum(place => place.Activation?.Count ?? 0), block.Places[0].Activation?.Count ?? 0);
        Assert.Equal(places.Sum(place => place.ActivationCount), block.Places[0].ActivationCount);
        Assert.Equal(Math.Sqrt(9.0 * readings.Count), block.Places[0].GradientThroughTime[0], 1e-9);
        AssertSame(parameters.Select(parameter => parameter.Value!).Aggregate((left, right) => left + right), block.Parameters[0].Value!);
        Assert.Equal(parameters.Sum(parameter => parameter.UpdateRatios), block.Parameters[0].UpdateRatios);
        Assert.Equal(readings.Sum(reading => reading.Links[0].Ended), block.Links[0].Ended);
        Assert.Equal(readings.Sum(reading => reading.Links[0].SumOfDecades), block.Links[0].SumOfDecades, 1e-9);
    }

    /// <summary>Of whole numbers even the sums are exact, whatever the order.</summary>
    static void AssertSame(TensorSummary expected, TensorSummary actual) => Assert.Equal(Sameness.Of(expected), Sameness.Of(actual));
}
