using Fathom.Lab.Trials;

namespace Fathom.Lab.Cures;

/// <summary>Proves candidates with more seeds: three, and two more where those nearly suffice.</summary>
sealed class Prover(TrialBook book)
{
    const int MoreSeeds = 2;

    // Three seeds that give this much by chance are one case in twenty: worth two more, and no proof.
    const double NearlySure = 0.05;

    readonly Dictionary<int, Proof> _proofs = [];
    int _tests;

    /// <summary>The proof that was accepted; null before.</summary>
    public Proof? Accepted => _proofs.Values.FirstOrDefault(proof => proof.State == ProofState.Accepted);

    /// <summary>The latest proof of <paramref name="candidate"/>; null where none was tried.</summary>
    public Proof? Latest(Candidate candidate) => _proofs.GetValueOrDefault(candidate.Number);

    /// <summary>Tries to prove one candidate at a length that its first run has reached.</summary>
    public Proof Prove(Candidate candidate, Illness illness, Metric metric, long length)
    {
        var seeds = PairedTest.FewestPairs;
        var proof = new Proof
        {
            Candidate = candidate, State = ProofState.Undecided, Metric = metric, Steps = length, Reason = "The budget did not suffice for runs with further seeds.",
        };
        while (book.TryRun([.. book.ProofOf(candidate, length, seeds)]))
        {
            proof = Acceptance.Judge(candidate, illness, metric, length, Untreated(seeds), Treated(candidate, seeds), _tests + 1);
            // Only what came to a test can be mistaken by it.
            if (proof.Test is not null) _tests++;
            if (proof.State != ProofState.Undecided || seeds > PairedTest.FewestPairs || proof.Test is not { Probability: < NearlySure }) break;
            seeds += MoreSeeds;
        }

        return _proofs[candidate.Number] = proof;
    }

    Trial[] Untreated(int seeds) => [.. Enumerable.Range(0, seeds).Select(book.Untreated)];

    Trial[] Treated(Candidate candidate, int seeds) => [.. Enumerable.Range(0, seeds).Select(index => book.Of(candidate, index))];
}
