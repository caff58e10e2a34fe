using Fathom.Lab.Cures;

namespace Fathom.Lab.Tests.Cures;

public class PairedTestTests
{
    [Fact]
    public void The_levels_of_all_looks_at_all_candidates_together_stay_below_the_error_rate()
    {
        var levels = from candidate in Enumerable.Range(1, 200) from look in Enumerable.Range(1, 30) select PairedTest.LevelOf(candidate, look);

        Assert.InRange(levels.Sum(), 0, PairedTest.ErrorRate);
    }

    [Fact]
    public void No_look_is_without_a_level() =>
        Assert.All(Enumerable.Range(1, 30), look => Assert.InRange(PairedTest.LevelOf(1, look), 1e-5, PairedTest.ErrorRate / 2));

    [Fact]
    public void Three_seeds_that_agree_prove_and_three_that_do_not_prove_nothing()
    {
        Assert.True(Test(1.0, 1.1, 0.9).Probability < PairedTest.LevelOf(1, 1));
        Assert.True(Test(1.0, 2.5, 0.2).Probability > PairedTest.LevelOf(1, 1));
        Assert.Equal(1, PairedTest.Of([new Pair(1, 2, 1, null)]).Probability);
    }

    [Fact]
    public void A_seed_counts_by_the_share_of_its_own_error_that_is_gone()
    {
        var test = PairedTest.Of([new Pair(1, 100, 50, null), new Pair(2, 1, 0.5, null), new Pair(3, 0.02, 0.01, null)]);

        Assert.Equal((0.5, 0.0), (test.MeanGain, test.StandardError));
    }

    [Fact]
    public void Says_how_many_seeds_like_these_would_suffice()
    {
        var test = Test(3.0, 6.0, 4.5);

        var needed = test.PairsNeeded(0.00625)!.Value;

        // Mean over deviation is 3: the same at n seeds gives a deviate of 3 times the root of n.
        Assert.InRange(StudentT.UpperTail(3 * Math.Sqrt(needed), needed - 1), 0, 0.00625);
        Assert.InRange(StudentT.UpperTail(3 * Math.Sqrt(needed - 1), needed - 2), 0.00625, 1);
        Assert.Null(Test(0.1, 2, 0.2).PairsNeeded(0.001));
    }

    static PairedTest Test(params double[] gains) => PairedTest.Of([.. gains.Select((gain, index) => new Pair(index, 10, 10 - gain, null))]);
}
