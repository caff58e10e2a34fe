using Fathom.Ledger;

namespace Fathom.Tests.Ledger;

public class LossSeriesTests
{
    [Fact]
    public void Keeps_the_latest_losses_one_by_one_and_all_in_blocks()
    {
        var losses = new LossSeries();

        for (var step = 1; step <= 100_000; step++) losses.Add(step, step);

        Assert.Equal(100_000, losses.Count);
        Assert.Equal(new LossPoint(1, 1), losses.First);
        Assert.Equal(Enumerable.Range(100_000 - LossSeries.Window + 1, LossSeries.Window).Select(step => new LossPoint(step, step)), losses.Recent);
        Assert.InRange(losses.Blocks.Count, 64, 128);
        Assert.Equal(100_000, losses.Blocks.Sum(block => block.Count));
        Assert.Equal(50_000.5, losses.Blocks.Sum(block => block.Mean * block.Count) / 100_000, 1e-6);
    }

    [Fact]
    public void A_block_has_the_mean_and_variance_of_its_steps()
    {
        var losses = new LossSeries();
        var random = new Random(3);
        var values = Enumerable.Range(0, 512).Select(_ => random.NextDouble()).ToArray();

        for (var step = 0; step < values.Length; step++) losses.Add(step + 1, values[step]);

        var length = (int)losses.Blocks[0].Count;
        for (var block = 0; block < losses.Blocks.Count; block++)
        {
            var part = values.Skip(block * length).Take(length).ToArray();
            Assert.Equal((block * length) + 1, losses.Blocks[block].FirstStep);
            Assert.Equal(part.Average(), losses.Blocks[block].Mean, 1e-12);
            Assert.Equal(part.Average(value => Math.Pow(value - part.Average(), 2)), losses.Blocks[block].Variance, 1e-12);
        }
    }

    [Fact]
    public void Losses_that_are_not_finite_are_counted_and_not_averaged()
    {
        var losses = new LossSeries();

        losses.Add(1, double.NaN);
        losses.Add(2, 4);

        Assert.Equal(2, losses.Count);
        Assert.Equal([0L, 1L], losses.Blocks.Select(block => block.Count));
        Assert.True(double.IsNaN(losses.Blocks[0].Mean));
    }
}
