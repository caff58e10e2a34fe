using Fathom.Lab.Trials;

namespace Fathom.Lab.Cures;

/// <summary>Proves candidates with more seeds; where the runs do not decide, they go on, and then there are more of them.</summary>
sealed class Prover(TrialBook book, TrialLengths lengths)
{
    const int MostSeeds = 7;
    readonly Dictionary<int, Proof> _proofs = [];
    int _tests;

    /// <summary>The proof that was accepted; null before.</summary>
    public Proof? Accepted => _proofs.Values.FirstOrDefault(proof => proof.State == ProofState.Accepted);

    public bool Knows(Candidate candidate) => _proofs.ContainsKey(candidate.Number);

    public Proof? Failed(Candidate candidate) => _proofs.GetValueOrDefault(candidate.Number);

    /// <summary>Proves one candidate, as long as the budget lasts.</summary>
    public Proof Prove(Candidate candidate, Illness illness, Metric metric, long length)
    {
        var seeds = PairedTest.FewestPairs;
        var proof = Unpaid(candidate, metric, length);
        while (TryRun(candidate, length, seeds))
        {
            proof = Acceptance.Judge(candidate, illness, metric, length, Untreated(seeds), Treated(candidate, seeds), _tests + 1);
            // Only what came to a test can be mistaken by it.
            if (proof.Test is not null) _tests++;
            if (proof.State != ProofState.Undecided || (length == lengths.Whole && seeds >= MostSeeds)) break;
            if (IsNearlyProved(proof) || length == lengths.Whole) seeds += 2;
            else length = lengths.Longer(length);
        }

        return _proofs[candidate.Number] = proof.State == ProofState.Undecided ? proof with { State = ProofState.Refused, Reason = $"Not proved within the budget. {proof.Reason}" } : proof;
    }

    /// <summary>All seeds gain: two more cost less than twice the length.</summary>
    static bool IsNearlyProved(Proof proof) => proof.Pairs.Count < MostSeeds && proof.Pairs.All(pair => pair.RelativeGain >= Screening.LeastGain);

    bool TryRun(Candidate candidate, long length, int seeds) =>
        book.TryRun([.. Enumerable.Range(0, seeds).SelectMany(index => new[] { book.OrderUntreated(length, index), book.Order(candidate, length, index) })]);

    Trial[] Untreated(int seeds) => [.. Enumerable.Range(0, seeds).Select(book.Untreated)];

    Trial[] Treated(Candidate candidate, int seeds) => [.. Enumerable.Range(0, seeds).Select(index => book.Of(candidate, index))];

    static Proof Unpaid(Candidate candidate, Metric metric, long length) => new()
    {
        Candidate = candidate, State = ProofState.Undecided, Metric = metric, Steps = length, Reason = "The runs with further seeds were not paid for.",
    };
}
