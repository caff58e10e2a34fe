using Fathom.Lab.Cures;

namespace Fathom.Lab.Tests.Cures;

public class PairedTestTests
{
    [Fact]
    public void The_levels_of_all_tests_together_stay_below_a_quarter_of_the_error_rate() =>
        Assert.InRange(Enumerable.Range(1, 60).Sum(PairedTest.LevelOf), 0, PairedTest.ErrorRate / 4 + 1e-12);

    [Fact]
    public void Three_seeds_that_agree_prove_and_three_that_do_not_prove_nothing()
    {
        Assert.True(Test(1.0, 1.1, 0.9).Probability < PairedTest.LevelOf(1));
        Assert.True(Test(1.0, 2.5, 0.2).Probability > PairedTest.LevelOf(1));
        Assert.Equal(1, PairedTest.Of([new Pair(1, 2, 1, null)]).Probability);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(18)]
    public void Chance_passes_for_a_cure_in_fewer_than_five_of_a_hundred_searches(int candidates)
    {
        const int Searches = 20_000;
        var chance = new Chance(1, $"null searches over {candidates}");

        var mistaken = Enumerable.Range(0, Searches).Count(_ => IsMistaken(chance, candidates));

        // Three deviations of the count stay below the rate.
        Assert.InRange((double)mistaken / Searches, 0, PairedTest.ErrorRate - (3 * Math.Sqrt(PairedTest.ErrorRate / Searches)));
    }

    /// <summary>A search in which no treatment changes anything: all are tried with one seed, and the best of them proved with more, one after the other.</summary>
    static bool IsMistaken(Chance chance, int candidates)
    {
        var tests = 0;
        foreach (var first in Enumerable.Range(0, candidates).Select(_ => chance.Normal()).OrderDescending().TakeWhile(gain => gain > 0))
        {
            var gains = new List<double> { first, chance.Normal(), chance.Normal() };
            while (true)
            {
                var probability = Test([.. gains]).Probability;
                var level = PairedTest.LevelOf(++tests);
                if (gains.TrueForAll(gain => gain > 0) && probability < level) return true;
                if (gains.Count > 3 || probability >= 0.05) break;
                gains.AddRange([chance.Normal(), chance.Normal()]);
            }
        }

        return false;
    }

    static PairedTest Test(params double[] gains) => PairedTest.Of([.. gains.Select((gain, index) => new Pair(index, 10, 10 - gain, null))]);
}
