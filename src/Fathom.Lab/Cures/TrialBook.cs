using Fathom.Lab.Trials;
using Fathom.Recipes;

namespace Fathom.Lab.Cures;

/// <summary>All trials of a search: runs them within the budget and remembers how far each has come.</summary>
sealed class TrialBook(Recipe recipe, ITrials trials, Purse purse, TrialStart? start, Action<TrialProgress>? onProgress, CancellationToken cancellation)
{
    readonly Dictionary<TrialKey, Trial> _known = [];

    public Purse Purse => purse;

    /// <summary>Where all trials begin; null: anew.</summary>
    public TrialStart? Start => start;

    /// <summary>The untreated run with the <paramref name="index"/>-th seed, from 0.</summary>
    public Trial Untreated(int index = 0) => _known[new TrialKey(0, SeedOf(index))];

    /// <summary>The first untreated run; null where it was not begun.</summary>
    public Trial? FindUntreated() => _known.GetValueOrDefault(new TrialKey(0, recipe.Seed));

    public Trial Of(Candidate candidate, int index = 0) => _known[new TrialKey(candidate.Number, SeedOf(index))];

    public TrialOrder OrderUntreated(long steps, int index = 0) => new(0, recipe with { Seed = SeedOf(index) }, steps) { Start = start };

    public TrialOrder Order(Candidate candidate, long steps, int index = 0) =>
        new(candidate.Number, candidate.Recipe with { Seed = SeedOf(index) }, steps) { Start = start is null ? null : start with { KeepsFunction = candidate.KeepsFunction } };

    /// <summary>Carries out all of <paramref name="orders"/>, or none where the budget does not suffice.</summary>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public bool TryRun(IReadOnlyList<TrialOrder> orders)
    {
        if (!CanPay(orders)) return false;
        var open = orders.Where(order => !IsThere(order)).ToList();
        var ran = trials.Run(open, onProgress, cancellation);
        foreach (var trial in ran) _known[trial.Key] = trial;
        purse.Account(ran);
        return true;
    }

    /// <summary>Whether the budget suffices for what of <paramref name="orders"/> is not done yet.</summary>
    /// <param name="orders">What is to be run.</param>
    /// <param name="share">Of how much of what is left; all of it unless said otherwise.</param>
    public bool CanPay(IReadOnlyList<TrialOrder> orders, double share = 1) => purse.CanPay(orders.Where(order => !IsThere(order)).DistinctBy(order => order.Key), share);

    /// <summary>The runs that a proof of <paramref name="candidate"/> takes: with the seeds behind the first, by which it was chosen among others.</summary>
    public IEnumerable<TrialOrder> ProofOf(Candidate candidate, long length, int seeds = PairedTest.FewestPairs) =>
        Enumerable.Range(1, seeds).SelectMany(index => new[] { OrderUntreated(length, index), Order(candidate, length, index) });

    /// <summary>Frees the trials of candidates that nobody will continue; what is known of them stays.</summary>
    public void Release(IEnumerable<Candidate> candidates)
    {
        var numbers = candidates.Select(candidate => candidate.Number).ToHashSet();
        trials.Release(_known.Keys.Where(key => numbers.Contains(key.Candidate)).ToList());
    }

    long SeedOf(int index) => unchecked(recipe.Seed + index);

    bool IsThere(TrialOrder order) => _known.TryGetValue(order.Key, out var trial) && (trial.Failure is not null || trial.IsLost || trial.Steps >= order.Steps);
}
