using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Lab.Trials;
using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Lab.Tests.Cures;

public class ProverTests
{
    static readonly Illness Vanishing = new(ScriptedTrials.Found("vanishing-gradient"));
    static readonly Recipe Ill = BundledRecipes.Find("deep-sigmoid")!;
    static readonly TrialLengths Lengths = TrialLengths.Of(500);

    [Fact]
    public void Proves_with_three_seeds_that_no_screening_has_seen()
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, order.Key.IsUntreated ? 2.3 : 1 + (0.01 * order.Recipe.Seed)));

        var proof = Prove(trials);

        Assert.Equal(ProofState.Accepted, proof.State);
        Assert.Equal([2L, 3, 4], proof.Pairs.Select(pair => pair.Seed));
        Assert.DoesNotContain(trials.Orders, order => order.Recipe.Seed == 1);
    }

    [Fact]
    public void Ends_with_the_second_seed_where_only_the_first_was_better()
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, 2.2));

        var proof = Prove(trials);

        Assert.Equal(ProofState.Undecided, proof.State);
        Assert.Equal([2L], trials.Orders.Select(order => order.Recipe.Seed).Distinct());
    }

    [Fact]
    public void Takes_more_seeds_where_a_few_more_like_them_suffice()
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, order.Key.IsUntreated ? 2 : 1.5 + (0.15 * (order.Recipe.Seed % 3))));

        var proof = Prove(trials);

        Assert.Equal(ProofState.Accepted, proof.State);
        Assert.Equal(40, proof.Steps);
        Assert.InRange(proof.Pairs.Count, 4, PairedTest.MostPairs);
    }

    [Fact]
    public void Takes_more_steps_where_seeds_begin_to_learn_at_different_times()
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, order.Key.IsUntreated ? 2 : Math.Max(0.5, 1.999 - (order.Steps * (order.Recipe.Seed == 3 ? 0.03 : 0.0005)))));

        var proof = Prove(trials);

        Assert.True(proof.Steps > 40);
        Assert.All(proof.Pairs, pair => Assert.True(pair.Gain > 0));
    }

    [Fact]
    public void Two_candidates_are_compared_with_the_same_untreated_runs_at_different_lengths()
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, order.Key.IsUntreated ? 2.3 : 1 + (0.01 * order.Recipe.Seed)));
        var prover = new Prover(Book(trials), Lengths);
        _ = prover.Prove(Change(1), Vanishing, Metric.Loss, 160);

        var proof = prover.Prove(Change(2), Vanishing, Metric.Loss, 40);

        Assert.Equal(ProofState.Accepted, proof.State);
        Assert.Equal(160, trials.Orders.Where(order => order.Key.IsUntreated).Max(order => order.Steps));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(6, 1, 1)]
    [InlineData(18, 1, 1)]
    [InlineData(18, 3, 1)]
    [InlineData(18, 1, 0.5)]
    public void Chance_passes_for_a_cure_in_fewer_than_five_of_a_hundred_searches(int candidates, double spread, double memory)
    {
        const int Searches = 2000;

        var mistaken = Enumerable.Range(1, Searches).Count(seed => IsMistaken(seed, candidates, spread, memory));

        TestContext.Current.TestOutputHelper?.WriteLine($"{(double)mistaken / Searches:0.0%}");
        Assert.InRange((double)mistaken / Searches, 0, PairedTest.ErrorRate - (3 * Math.Sqrt(PairedTest.ErrorRate / Searches)));
    }

    /// <summary>A search in which no treatment changes anything: all are tried with one seed, and whatever was better with it goes to proof, the best first.</summary>
    /// <param name="seed">Where the search's chance begins.</param>
    /// <param name="candidates">How many treatments there are.</param>
    /// <param name="spread">How much more treated runs differ from each other than untreated ones, with the same mean.</param>
    /// <param name="memory">How much of a run's error is the same at any length, the rest being new at each.</param>
    static bool IsMistaken(long seed, int candidates, double spread, double memory)
    {
        using var trials = new NullTrials(seed, spread, memory);
        var book = Book(trials);
        var prover = new Prover(book, Lengths);
        var changes = Enumerable.Range(1, candidates).Select(Change).ToList();
        Assert.True(book.TryRun([book.OrderUntreated(40), .. changes.Select(change => book.Order(change, 40))]));
        var untreated = book.Untreated().HeldOut[^1].Loss;
        foreach (var change in changes.Where(change => book.Of(change).HeldOut[^1].Loss < untreated).OrderBy(change => book.Of(change).HeldOut[^1].Loss))
            if (prover.Prove(change, Vanishing, Metric.Loss, 40).State == ProofState.Accepted) return true;
        return false;
    }

    static Proof Prove(ScriptedTrials trials) => new Prover(Book(trials), Lengths).Prove(Change(1), Vanishing, Metric.Loss, 40);

    static TrialBook Book(ITrials trials) => new(Ill, trials, new Purse(new CureBudget { Trainings = 1000 }, 500, TimeProvider.System), start: null, onProgress: null, CancellationToken.None);

    static Candidate Change(int number) => new(number, new Combination(new LowerLearningRate()), Ill, Expectation: null);

    /// <summary>Trials of treatments that do nothing: every error is 2 and a normal draw of deviation 0.2.</summary>
    sealed class NullTrials(long search, double spread, double memory) : ITrials
    {
        static readonly double[] None = new double[1000];
        readonly Dictionary<TrialKey, Trial> _trials = [];

        public IReadOnlyList<Trial> Run(IReadOnlyList<TrialOrder> orders, Action<TrialProgress>? onProgress = null, CancellationToken cancellation = default) => [.. orders.Select(Continue)];

        public void Release(IEnumerable<TrialKey> keys)
        {
        }

        public void Dispose()
        {
        }

        Trial Continue(TrialOrder order)
        {
            var own = new Chance(search, FormattableString.Invariant($"{order.Key}")).Normal();
            var fresh = new Chance(search, FormattableString.Invariant($"{order.Key} {order.Steps}")).Normal();
            var error = 2 + (0.2 * (order.Key.IsUntreated ? 1 : spread) * ((Math.Sqrt(memory) * own) + (Math.Sqrt(1 - memory) * fresh)));
            var before = _trials.GetValueOrDefault(order.Key)?.HeldOut ?? [];
            return _trials[order.Key] = new Trial { Key = order.Key, Losses = new ArraySegment<double>(None, 0, (int)order.Steps), HeldOut = [.. before, new(order.Steps, error, null)] };
        }
    }
}
