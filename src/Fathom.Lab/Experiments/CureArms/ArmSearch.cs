using Fathom.Diagnoses;
using Fathom.Lab.Cures;
using Fathom.Lab.Trials;
using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Lab.Experiments.CureArms;

/// <summary>What the other ways of searching share with Fathom's: the examination, the rule of acceptance, and how steps are counted.</summary>
sealed class ArmSearch
{
    readonly Recipe _recipe;
    readonly Prover _prover;
    long _proofSteps;

    public ArmSearch(Recipe recipe, ITrials trials, CureBudget budget, CancellationToken cancellation)
    {
        _recipe = recipe;
        Lengths = TrialLengths.Of(recipe.Training.Steps);
        Book = new TrialBook(recipe, trials, new Purse(budget, recipe.Training.Steps, TimeProvider.System), start: null, onProgress: null, cancellation);
        _prover = new Prover(Book, Lengths);
        if (CureSearch.TryExamine(Book, Lengths, Severity.Warning) && Book.Untreated().Failure is null) Illness = CureSearch.IllnessOf(Book.Untreated(), Lengths, Severity.Warning);
    }

    public TrialLengths Lengths { get; }

    public TrialBook Book { get; }

    /// <summary>What is to be cured; null where nothing is found.</summary>
    public Illness? Illness { get; }

    public Candidate Candidate(int number, Combination change) => new(number, change, change.ApplyTo(_recipe), Expectation: null);

    /// <summary>Judges the first seed's run of <paramref name="candidate"/> at a length that it and the untreated one have reached.</summary>
    public CandidateRecord Judge(Candidate candidate, long length) => Screening.Judge(candidate, Illness!, MetricOf(candidate), length, Book.Untreated(), Book.Of(candidate));

    /// <summary>Tries to prove <paramref name="candidate"/> at <paramref name="length"/> by the same rule as Fathom's search.</summary>
    public bool Proves(Candidate candidate, long length) => CountedAsProof(() => _prover.Prove(candidate, Illness!, MetricOf(candidate), length, isLast: false).State == ProofState.Accepted);

    /// <summary>Does <paramref name="work"/> and counts its steps as the proof's.</summary>
    public bool CountedAsProof(Func<bool> work)
    {
        var before = Book.Purse.Spent;
        var answer = work();
        _proofSteps += Book.Purse.Spent - before;
        return answer;
    }

    public CuresArm Arm(string reason)
    {
        var proof = _prover.Accepted;
        var whole = (double)_recipe.Training.Steps;
        var spent = Book.Purse.Spent;
        return new CuresArm(proof is not null, Illness?.Id ?? "", proof?.Candidate.Change.Id ?? "", proof?.Reason ?? reason, spent / whole, (spent - _proofSteps) / whole)
        {
            Change = proof?.Candidate.Change.Describe(_recipe) ?? "", Metric = proof?.Metric ?? Metric.None, Steps = proof?.Steps ?? 0, Pairs = proof?.Pairs ?? [],
        };
    }

    Metric MetricOf(Candidate candidate) => Metrics.For(_recipe, candidate.Recipe, Book.Untreated().HeldOut is [{ Accuracy: not null }, ..]);
}
