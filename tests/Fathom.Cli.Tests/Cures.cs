using Fathom.Diagnoses;
using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Lab.Trials;
using Fathom.Ledger;
using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Cli.Tests;

/// <summary>Reports of searches made by hand.</summary>
static class Cures
{
    static readonly Recipe Deep = BundledRecipes.Find("deep-sigmoid")!;
    static readonly Candidate Lower = Of(1, new LowerLearningRate());
    static readonly Candidate Clip = Of(2, new ClipGradient());

    public static CureReport Healthy() => new()
    {
        Recipe = Deep, Verdict = CureVerdict.Healthy, Reason = "Nothing was found in 40 steps: nothing is changed.", Steps = 40, Untreated = Run(0, 1, 2.3, 40),
    };

    public static CureReport Cured()
    {
        var proof = new Proof
        {
            Candidate = Lower, State = ProofState.Accepted, Reason = "The held-out error is 80.0% smaller on average over 3 seeds (p = 0.0001, needed 0.00625).",
            Steps = 40, Metric = Metric.Loss, Level = 0.00625, Pairs = [new(1, 2.3, 0.45, 2.3026), new(2, double.NaN, 0.46, 2.3026), new(3, 2.31, 0.47, 2.3026)],
            Test = new(3, 1.84, 0.01, 1e-4), Untreated = [Run(0, 1, 2.3, 40)], Treated = [Run(1, 1, 0.4, 40)],
        };
        return Searched(CureVerdict.Cured) with
        {
            Proof = proof, Candidates = [new(Lower, Standing.Proved, proof.Reason) { Trial = Run(1, 1, 0.4, 40), Pair = proof.Pairs[0], Steps = 40 }, new(Clip, Standing.NotTried)],
        };
    }

    public static CureReport NothingFound() => Searched(CureVerdict.NothingFound) with
    {
        Reason = "The budget is spent, and nothing is proved.",
        Candidates = [new(Lower, Standing.IllnessRemains, "vanishing-gradient is still there.") { Steps = 15, Trial = Run(1, 1, double.NaN, 15) }],
        BestAttempt = new(Clip, Standing.NotProved, "The runs do not decide."),
    };

    public static CureReport Interrupted() => NothingFound() with { Verdict = CureVerdict.Interrupted, Reason = "The search was interrupted; nothing is proved." };

    static CureReport Searched(CureVerdict verdict) => new()
    {
        Recipe = Deep, Verdict = verdict, Reason = "", Steps = 500, Untreated = Run(0, 1, 2.3, 40),
        Illness = new Finding { Id = "vanishing-gradient", Severity = Severity.Error, Place = "linear1", Step = 3, Summary = "Little reaches linear1." },
    };

    static Candidate Of(int number, ITreatment treatment)
    {
        var change = new Combination(treatment);
        return new(number, change, change.ApplyTo(Deep), Expectation: null);
    }

    static Trial Run(int candidate, long seed, double loss, int steps) => new()
    {
        Key = new(candidate, seed), Losses = [.. Enumerable.Repeat(loss, steps)], HeldOut = [new(steps, loss, 0.5)],
        Ledger = new ChainLedger([new Link("linear2", LinkKind.Weight, 0.5), new Link("sigmoid1", LinkKind.Slope, 0.25)], 1), BaselineLoss = 2.3026,
    };
}
