using Fathom.Lab.Trials;

namespace Fathom.Lab.Cures;

/// <summary>The rule that tells a cure from chance: the illness is gone, the data held out say so on three seeds or more, and no new error has come.</summary>
static class Acceptance
{
    /// <summary>Judges the runs of <paramref name="candidate"/>.</summary>
    /// <param name="candidate">The change.</param>
    /// <param name="illness">What was to be cured.</param>
    /// <param name="metric">What the runs are compared by.</param>
    /// <param name="step">After how many steps.</param>
    /// <param name="untreated">The runs without the change.</param>
    /// <param name="treated">Those with it, in the order of the same seeds.</param>
    /// <param name="level">The probability below which the runs prove something.</param>
    public static Proof Judge(
        Candidate candidate, Illness illness, Metric metric, long step, IReadOnlyList<Trial> untreated, IReadOnlyList<Trial> treated, double level)
    {
        var proof = new Proof
        {
            Candidate = candidate, State = ProofState.Refused, Reason = "", Steps = step, Metric = metric, Untreated = untreated, Treated = treated,
            Level = level,
        };
        if (Objection(illness, untreated, treated) is { } objection) return proof with { Reason = objection };

        var pairs = untreated.Zip(treated, (before, after) => metric.PairAt(step, before, after)).OfType<Pair>().ToList();
        proof = proof with { Pairs = pairs, State = ProofState.Undecided };
        if (pairs.Count < PairedTest.FewestPairs || pairs.Count < treated.Count)
            return proof with { Reason = FormattableString.Invariant($"It takes {PairedTest.FewestPairs} seeds to prove a cure, but {pairs.Count} can be compared.") };
        return Weighed(proof with { Test = PairedTest.Of(pairs) }, pairs);
    }

    /// <summary>What no held-out metric can make good; null where there is nothing.</summary>
    static string? Objection(Illness illness, IReadOnlyList<Trial> untreated, IReadOnlyList<Trial> treated)
    {
        foreach (var trial in treated)
        {
            var seed = FormattableString.Invariant($"with seed {trial.Key.Seed}");
            if (trial.Failure is { } failure) return $"Its training failed {seed}: {failure.Reason}";
            if (trial.IsLost) return FormattableString.Invariant($"Its training was lost {seed} after {trial.Steps} steps.");
            if (illness.RemainsIn(trial)) return $"{illness.Id} is still there {seed}.";
            if (Illness.NewErrors(trial, untreated) is [var error, ..]) return $"It raises {error} {seed}.";
        }

        return null;
    }

    static Proof Weighed(Proof proof, List<Pair> pairs)
    {
        var test = proof.Test!;
        var numbers = FormattableString.Invariant($"The held-out error is {test.MeanGain:0.0%} smaller on average over {pairs.Count} seeds (p = {test.Probability:g2}, needed {proof.Level:g2}).");
        if (test.Probability < proof.Level && test.MeanGain >= Screening.LeastGain)
            return proof with { State = ProofState.Accepted, Reason = numbers };
        // A loss that moves, and to no better place than the untreated one, needs no longer look.
        var isWorse = test.MeanGain <= 0 && pairs.Exists(pair => pair.Baseline is { } baseline && pair.Untreated < (1 - Screening.LeastGain) * baseline);
        return isWorse
            ? proof with { State = ProofState.Refused, Reason = "On the data held out it is no better than the untreated recipe." }
            : proof with { State = ProofState.Undecided, Reason = numbers };
    }
}
