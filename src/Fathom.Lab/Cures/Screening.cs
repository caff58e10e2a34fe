using Fathom.Lab.Trials;

namespace Fathom.Lab.Cures;

/// <summary>Judges candidates on one seed: who goes on, and who is proved first. It only saves steps; nothing is claimed by it.</summary>
static class Screening
{
    /// <summary>A treatment that does not take a hundredth off the error is not worth making, however sure it is; the share by which a loss must fall to be said to move.</summary>
    public const double LeastGain = 0.01;

    /// <summary>The share of the error that has to be gone for a search to look no further among more invasive changes.</summary>
    public const double ClearGain = 0.1;

    // Half of what is plain: on a plateau single errors differ by a few hundredths.
    const double SomeGain = 0.05;

    // Of two changes that take off nearly the same, the smaller is preferred; one seed tells no finer differences.
    const double AsGood = 0.9;

    /// <summary>How <paramref name="treated"/> stands beside <paramref name="untreated"/> after <paramref name="step"/>.</summary>
    public static CandidateRecord Judge(Candidate candidate, Illness illness, Metric metric, long step, Trial untreated, Trial treated)
    {
        var pair = metric.PairAt(step, untreated, treated);
        var (standing, reason) = Judge(illness, untreated, treated, pair);
        var training = metric == Metric.Loss ? TrainingGain(untreated, treated) : pair?.RelativeGain ?? 0;
        return new CandidateRecord(candidate, standing, reason)
        {
            Trial = treated, Pair = pair, Metric = metric, Steps = Math.Min(step, treated.Steps), Promise = Math.Max(pair?.RelativeGain ?? 0, Math.Max(0, training)),
            IsFarBehind = pair is { RelativeGain: < -ClearGain } && training < -ClearGain,
        };
    }

    /// <summary>The living half, the more promising ones first, and the smallest change of all that have plainly learnt; at least one where any lives.</summary>
    public static IReadOnlyList<CandidateRecord> BetterHalf(IReadOnlyList<CandidateRecord> records)
    {
        var alive = InOrderOfPromise(records);
        var smallest = alive.Where(record => record.IsClear).OrderBy(record => record.Size).Take(1);
        return [.. alive.Take((alive.Count + 1) / 2).Union(smallest)];
    }

    /// <summary>Those that live, the more promising ones first; among equals as they are to be tried.</summary>
    public static IReadOnlyList<CandidateRecord> InOrderOfPromise(IEnumerable<CandidateRecord> records) =>
        [.. records.Where(record => record.IsAlive).OrderByDescending(RankOf).ThenBy(record => record.Candidate.Number)];

    /// <summary>Those first that have learnt something, in the order of promise; behind them those that answer the most.</summary>
    /// <remarks>
    /// A hard task is solved behind a plateau, on which nothing can be read off the loss. A change that answers the illness and the standstill that it leaves behind has
    /// fewer reasons to stay there than one that answers the illness alone.
    /// </remarks>
    public static IReadOnlyList<CandidateRecord> InOrderOfHope(IEnumerable<CandidateRecord> records) =>
    [
        .. InOrderOfPromise(records).OrderByDescending(record => record.Promise >= SomeGain ? record.Promise : 0).ThenBy(record => record.IsFarBehind)
            .ThenByDescending(record => record.Promise >= SomeGain ? 0 : record.Candidate.Change.Treatments.Count).ThenBy(record => record.Candidate.Number),
    ];

    /// <summary>The first of each kind of change in the order in which they come, then the others.</summary>
    public static IEnumerable<CandidateRecord> OfDifferentKinds(IReadOnlyList<CandidateRecord> records)
    {
        var firsts = records.DistinctBy(record => record.Candidate.Change.Id, StringComparer.Ordinal).ToList();
        return firsts.Concat(records.Except(firsts));
    }

    /// <summary>Those worth a proof: of all that are nearly as good as the best, the smallest change first; then the others by their gain.</summary>
    public static IReadOnlyList<CandidateRecord> InOrderOfPreference(IEnumerable<CandidateRecord> records)
    {
        var better = records.Where(record => record.Standing == Standing.Better).OrderByDescending(record => record.Pair!.Gain).ThenBy(record => record.Candidate.Number).ToList();
        if (better.Count == 0) return [];
        var most = better[0].Pair!.Gain;
        return
        [
            .. better.Where(record => record.Pair!.Gain >= AsGood * most).OrderBy(record => record.Size).ThenByDescending(record => record.Pair!.Gain),
            .. better.Where(record => record.Pair!.Gain < AsGood * most),
        ];
    }

    /// <summary>The promise; what hovers about the untreated run's error is all the same, and what lies far behind comes last.</summary>
    static double RankOf(CandidateRecord record) =>
        record.Promise >= LeastGain ? record.Promise : record.IsFarBehind ? record.Pair!.RelativeGain : 0;

    static (Standing, string) Judge(Illness illness, Trial untreated, Trial treated, Pair? pair)
    {
        if (treated.Failure is { } failure) return (Standing.Failed, failure.Reason);
        if (treated.IsLost) return (Standing.Failed, FormattableString.Invariant($"Its training was lost after {treated.Steps} steps."));
        if (illness.RemainsIn(treated)) return (Standing.IllnessRemains, $"{illness.Id} is still there.");
        if (Illness.NewErrors(treated, [untreated]) is [var error, ..]) return (Standing.NewError, $"It raises {error}.");
        if (pair is null || !(pair.RelativeGain >= LeastGain)) return (Standing.NoBetter, "It has not learnt more than the untreated run.");
        return (Standing.Better, FormattableString.Invariant($"{illness.Id} is gone, and the held-out error is {pair.RelativeGain:0.0%} smaller."));
    }

    /// <summary>By which share the batches' losses of late are smaller than those of the untreated run, or than the constant answer's; 0 where it cannot be told.</summary>
    /// <remarks>After a few steps a batch-norm's averages, with which held-out data are judged, are still far behind what the network has learnt.</remarks>
    static double TrainingGain(Trial untreated, Trial treated)
    {
        const int Late = 5;
        var steps = (int)Math.Min(untreated.Steps, treated.Steps);
        if (steps < Late || treated.IsLost) return 0;
        var pair = new Pair(treated.Key.Seed, Mean(untreated), Mean(treated), untreated.BaselineLoss);
        return double.IsFinite(pair.RelativeGain) ? pair.RelativeGain : 0;

        double Mean(Trial trial) => trial.Losses.Skip(steps - Late).Take(Late).Average();
    }
}
