using CsCheck;
using Fathom.Runs;
using Fathom.Store.Indexing;

namespace Fathom.Store.Tests.Indexing;

public class SparklineTests
{
    [Fact]
    public void A_short_run_shows_every_value() => Assert.Equal([3, 2, 1], Sparkline.Of(Blocks(3, 2, 1)));

    [Fact]
    public void Nothing_recorded_shows_nothing() => Assert.Empty(Sparkline.Of([]));

    [Fact]
    public void A_long_run_shows_means_of_equal_stretches() =>
        Assert.Equal(Enumerable.Range(0, 64).Select(stretch => stretch * 10 + 4.5), Sparkline.Of(Blocks([.. Enumerable.Range(0, 640).Select(step => (double)step)])), Near);

    [Fact]
    public void A_stretch_without_finite_losses_is_no_number()
    {
        var points = Sparkline.Of(Blocks([.. Enumerable.Range(0, 128).Select(step => step is 6 or 7 or 9 ? double.NaN : step < 100 ? 1.0 : double.PositiveInfinity)]));

        Assert.Equal(double.NaN, points[3]);
        Assert.Equal(1, points[4]);
        Assert.Equal(double.NaN, points[63]);
    }

    [Fact]
    public void Losses_near_the_largest_number_have_a_mean() =>
        Assert.All(Sparkline.Of(Blocks([.. Enumerable.Repeat(1.7e308, 256)])), point => Assert.Equal(1.7e308, point, 1e295));

    [Fact]
    public void However_a_run_was_summed_up_the_points_have_the_means_of_their_stretches() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[1, 7]).Sample((count, size) =>
        {
            // Constant losses: whatever lies in a stretch, its mean is known.
            var single = Blocks([.. Enumerable.Repeat(2.5, count)]);
            var summed = single.Chunk(size).Select(blocks => blocks.Aggregate((left, right) => left + right)).ToArray();

            var points = Sparkline.Of(summed);

            Assert.Equal(Math.Min(64, count), points.Length);
            Assert.All(points, point => Assert.Equal(2.5, point, 1e-12));
        });

    [Fact]
    public void A_block_over_several_stretches_counts_in_each_by_its_steps()
    {
        // 128 steps, two per stretch: a block of the steps 2 to 4 reaches over half of the first and all of the second.
        var points = Sparkline.Of([Block(1, [1]), Block(2, [7, 7, 7]), .. Blocks([.. Enumerable.Repeat(0.0, 124)]).Select(block => block with { FirstStep = block.FirstStep + 4, LastStep = block.LastStep + 4 })]);

        Assert.Equal(64, points.Length);
        Assert.Equal(4, points[0], 1e-12);
        Assert.Equal(7, points[1], 1e-12);
        Assert.Equal(0, points[2], 1e-12);
    }

    static bool Near(double left, double right) => Math.Abs(left - right) < 1e-9;

    static ScalarBlock[] Blocks(params double[] losses) => [.. losses.Select((loss, index) => ScalarBlock.Of(index + 1, loss))];

    static ScalarBlock Block(long first, double[] losses) => losses.Select((loss, index) => ScalarBlock.Of(first + index, loss)).Aggregate((left, right) => left + right);
}
