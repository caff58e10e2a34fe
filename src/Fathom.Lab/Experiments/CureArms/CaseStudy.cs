using Fathom.Lab.Cures;
using Fathom.Lab.Trials;
using Fathom.Recipes;

namespace Fathom.Lab.Experiments.CureArms;

/// <summary>One case: Fathom's search, the others beside it, and what becomes of Fathom's cure with seeds that no search has seen.</summary>
static class CaseStudy
{
    // Beyond the first seed and the eight that a proof may take.
    const int FirstFreshSeed = 10, FreshSeeds = 3;

    /// <exception cref="OperationCanceledException">The study was cancelled: nothing of it is kept.</exception>
    public static CuresCaseResult Of(CuresCase @case, long seed, ITrials trials, CancellationToken cancellation)
    {
        var recipe = @case.Recipe with { Seed = seed };
        var (own, report) = Borrowing(borrowed => OwnSearch(recipe, borrowed, cancellation));
        var result = new CuresCaseResult(@case.Name, @case.Illness, own);
        if (result.IsHealthy) return result;

        result = result with
        {
            Afterwards = report?.Proof is { } proof ? Borrowing(borrowed => Afterwards(recipe, proof, borrowed)) : [],
            Random = Borrowing(borrowed => RandomChoice.Of(recipe, borrowed, cancellation)),
            FixedList = Borrowing(borrowed => FixedList.Of(recipe, borrowed, cancellation)),
        };
        // A sister is the proof that there is a cure only where nobody has found one.
        return result.IsCurable || SisterOf(@case) is not { } sister ? result : result with { SisterLearnt = Borrowing(borrowed => Learnt(sister with { Seed = seed }, borrowed)) };

        T Borrowing<T>(Func<ITrials, T> work)
        {
            using var borrowed = new BorrowedTrials(trials, cancellation);
            return work(borrowed);
        }
    }

    /// <summary>The corrected sister for as many steps as the case has; null where it learns something else, which proves nothing of this case.</summary>
    internal static Recipe? SisterOf(CuresCase @case) => @case.Sister is { } sister && sister.Data.Equals(@case.Recipe.Data) && sister.Loss.Equals(@case.Recipe.Loss)
        ? sister with { Training = sister.Training with { Steps = @case.Recipe.Training.Steps } }
        : null;

    static (CuresArm, CureReport?) OwnSearch(Recipe recipe, ITrials trials, CancellationToken cancellation)
    {
        try
        {
            var report = Cure.For(recipe, trials, cancellation: cancellation);
            if (report.Verdict == CureVerdict.Interrupted) throw new OperationCanceledException(cancellation);
            return (OfReport(recipe, report), report);
        }
        catch (Exception refusal) when (refusal is DataException or TrialFailedException)
        {
            return (new CuresArm(IsCured: false, "", "", refusal.Message, 0, 0), null);
        }
    }

    static CuresArm OfReport(Recipe recipe, CureReport report)
    {
        var proof = report.Proof;
        var nearest = report.BestAttempt is { } best ? $" The nearest was {best.Candidate.Change.Id}: {best.Reason}" : "";
        return new CuresArm(proof is not null, report.Illness?.Id ?? "", proof?.Candidate.Change.Id ?? "", report.Reason + nearest, report.Trainings, report.Trainings)
        {
            Change = proof?.Candidate.Change.Describe(recipe) ?? "", Metric = proof?.Metric ?? Metric.None, Steps = proof?.Steps ?? 0, Pairs = proof?.Pairs ?? [],
        };
    }

    static List<Pair> Afterwards(Recipe recipe, Proof proof, ITrials trials)
    {
        var steps = recipe.Training.Steps;
        var pairs = new List<Pair>();
        for (var index = FirstFreshSeed; index < FirstFreshSeed + FreshSeeds; index++)
        {
            var ran = trials.Run([Order(0, recipe), Order(proof.Candidate.Number, proof.Candidate.Recipe)]);
            trials.Release(ran.Select(trial => trial.Key));
            pairs.Add(proof.Metric.PairAt(steps, ran[0], ran[1]) ?? new Pair(ran[0].Key.Seed, double.NaN, double.NaN, null));

            TrialOrder Order(int number, Recipe trained) => new(number, trained with { Seed = unchecked(recipe.Seed + index) }, steps);
        }

        return pairs;
    }

    static double Learnt(Recipe sister, ITrials trials)
    {
        var trial = trials.Run([new TrialOrder(0, sister, sister.Training.Steps)])[0];
        return trial is { Failure: null, IsLost: false, BaselineLoss: { } constant, HeldOut: [.., var last] } ? 1 - (last.Loss / constant) : double.NaN;
    }
}
