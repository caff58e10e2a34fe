namespace Fathom.Lab.Cures;

/// <summary>After how many steps candidates are compared.</summary>
/// <param name="First">Where all of a wave are.</param>
/// <param name="Second">Where the better half of them is, and the shortest length at which anything is proved: what is plain already.</param>
/// <param name="Proof">Where the best are, and most is proved.</param>
/// <param name="Whole">The whole training: no trial is longer.</param>
sealed record TrialLengths(long First, long Second, long Proof, long Whole)
{
    // Shares of the whole training: twelve candidates, their better halves and a proof of six runs make about one training together.
    const double FirstShare = 0.03, SecondShare = 0.055, ProofShare = 0.08;

    // Most illnesses are recognised within 40 steps, nine of ten of those within 20, and a loss has to be seen to fall. Six runs of 40 steps are more
    // than one training of 200, six of 20 are less: what is plain so early need not go on.
    const long FewestFirst = 15, FewestSecond = 20, FewestProof = 40;

    /// <summary>The lengths for a training of <paramref name="whole"/> steps.</summary>
    public static TrialLengths Of(long whole)
    {
        var proof = Math.Min(whole, Math.Max(FewestProof, Share(ProofShare)));
        var first = Math.Min(proof, Math.Max(FewestFirst, Share(FirstShare)));
        return new TrialLengths(first, Math.Clamp(Math.Max(FewestSecond, Share(SecondShare)), first, proof), proof, whole);

        long Share(double share) => (long)Math.Ceiling(share * whole);
    }

    /// <summary>Where the untreated run pauses, so that treated ones can be compared with it.</summary>
    public IEnumerable<long> EarlyPauses => new[] { First, Second, Proof }.Distinct();

    /// <summary>The next length at which anything is proved: the usual one, then twice as many steps each time, at last the whole training.</summary>
    public long Longer(long steps) => steps < Proof ? Proof : Math.Min(Whole, 2 * steps);

    /// <summary>All lengths at which anything is proved that lie above <paramref name="steps"/>, the whole training last.</summary>
    public IEnumerable<long> Beyond(long steps)
    {
        while (steps < Whole) yield return steps = Longer(steps);
    }

    /// <summary>All lengths at which anything is proved that lie below <paramref name="steps"/>: where untreated runs pause, so that any proof finds them there.</summary>
    public IEnumerable<long> Below(long steps)
    {
        for (var length = Second; length < steps; length = Longer(length)) yield return length;
    }
}
