using Fathom.Lab.Trials;

namespace Fathom.Lab.Cures;

/// <summary>Proves candidates with seeds that no screening has seen: three at first, then more seeds or more steps, as long as a proof is in sight.</summary>
sealed class Prover(TrialBook book, TrialLengths lengths)
{
    readonly Dictionary<int, Proof> _proofs = [];
    readonly Dictionary<int, (int Place, int Looks)> _claims = [];

    /// <summary>The proof that was accepted; null before.</summary>
    public Proof? Accepted => _proofs.Values.FirstOrDefault(proof => proof.State == ProofState.Accepted);

    /// <summary>The latest proof of <paramref name="candidate"/>; null where none was tried.</summary>
    public Proof? Latest(Candidate candidate) => _proofs.GetValueOrDefault(candidate.Number);

    /// <summary>Tries to prove one candidate, from a length that its first run has reached.</summary>
    /// <param name="candidate">What was better with the first seed.</param>
    /// <param name="illness">What it is to cure.</param>
    /// <param name="metric">What the runs are compared by.</param>
    /// <param name="length">After how many steps.</param>
    /// <param name="isLast">Whether nothing else waits for the budget; else no look after the first may cost more than half of what is left.</param>
    public Proof Prove(Candidate candidate, Illness illness, Metric metric, long length, bool isLast = true)
    {
        var proof = new Proof
        {
            Candidate = candidate, State = ProofState.Undecided, Metric = metric, Steps = length, Reason = "The budget did not suffice for runs with further seeds.",
        };
        // One seed tells whether the others are worth their steps: what was good with the first seed alone ends here.
        if (!TryRun(candidate, length, seeds: 1)) return _proofs[candidate.Number] = proof;
        Claim(candidate);
        proof = Judge(1);
        var plan = (Length: length, Seeds: PairedTest.FewestPairs);
        if (proof is not { State: ProofState.Undecided, Pairs: [{ Gain: > 0 }] })
            return _proofs[candidate.Number] = proof.State == ProofState.Refused ? proof : proof with { Reason = "With a second seed it is no better than the untreated recipe." };
        while (TryRun(candidate, plan.Length, plan.Seeds))
        {
            var before = proof;
            (length, proof) = (plan.Length, Judge(plan.Seeds));
            if (proof.State != ProofState.Undecided || Next(before, proof) is not { } next || !(isLast || book.CanPay([.. book.ProofOf(candidate, next.Length, next.Seeds)], share: 0.5))) break;
            plan = next;
        }

        return _proofs[candidate.Number] = proof;

        Proof Judge(int seeds) => Acceptance.Judge(candidate, illness, metric, length, Untreated(seeds), Treated(candidate, seeds), seeds < PairedTest.FewestPairs ? 0 : NextLevel(candidate));
    }

    /// <summary>The cheaper of two ways on: as many more seeds as would suffice if they were like those so far, or more steps, as long as they tell more each time; null where neither is left.</summary>
    (long Length, int Seeds)? Next(Proof before, Proof now)
    {
        var claim = _claims[now.Candidate.Number];
        if (now.Test is not { MeanGain: > 0 } test) return null;
        var (count, longer) = (test.Count, lengths.Longer(now.Steps));
        var enough = test.PairsNeeded(PairedTest.LevelOf(claim.Place, claim.Looks + 1));
        var tellsLess = before.Test?.Probability <= test.Probability && before.Steps < now.Steps;
        var goesOn = longer > now.Steps && !tellsLess;
        if (enough is { } seeds && (!goesOn || (seeds - count) * now.Steps <= count * (longer - now.Steps))) return (now.Steps, seeds);
        return goesOn ? (longer, count) : null;
    }

    void Claim(Candidate candidate)
    {
        if (!_claims.ContainsKey(candidate.Number)) _claims[candidate.Number] = (_claims.Count + 1, 0);
    }

    /// <summary>Every look spends its level, whatever it sees.</summary>
    double NextLevel(Candidate candidate)
    {
        var (place, looks) = _claims[candidate.Number];
        _claims[candidate.Number] = (place, looks + 1);
        return PairedTest.LevelOf(place, looks + 1);
    }

    bool TryRun(Candidate candidate, long length, int seeds)
    {
        if (!book.CanPay([.. book.ProofOf(candidate, length, seeds)])) return false;
        // A run of another candidate's proof may pass this length; it pauses there, so that both can be compared.
        foreach (var pause in lengths.Below(length))
            if (!book.TryRun([.. Enumerable.Range(1, seeds).Select(index => book.OrderUntreated(pause, index))])) return false;
        return book.TryRun([.. book.ProofOf(candidate, length, seeds)]);
    }

    Trial[] Untreated(int seeds) => [.. Enumerable.Range(1, seeds).Select(book.Untreated)];

    Trial[] Treated(Candidate candidate, int seeds) => [.. Enumerable.Range(1, seeds).Select(index => book.Of(candidate, index))];
}
