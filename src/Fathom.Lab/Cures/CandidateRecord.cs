using Fathom.Lab.Trials;

namespace Fathom.Lab.Cures;

/// <summary>How a candidate has fared so far.</summary>
/// <param name="Candidate">The change.</param>
/// <param name="Standing">How far it has come.</param>
/// <param name="Reason">Why, in a sentence with its numbers; empty where it was not tried.</param>
public sealed record CandidateRecord(Candidate Candidate, Standing Standing, string Reason = "")
{
    /// <summary>Its trial with the first seed, as far as it went; null where it was not tried.</summary>
    public Trial? Trial { get; init; }

    /// <summary>The held-out errors of that trial and of the untreated one after as many steps; null where there are none.</summary>
    public Pair? Pair { get; init; }

    /// <summary>What the two are compared by.</summary>
    public Metric Metric { get; init; }

    /// <summary>After how many steps it was judged; 0 where it was not tried.</summary>
    public long Steps { get; init; }

    /// <summary>By which share it is better, on the data held out or on the batches, whichever says more: who is to go on, and no proof of anything.</summary>
    internal double Promise { get; init; }

    /// <summary>Whether it is plainly worse, on the data held out and on its batches: a single held-out error on a plateau swings with what the network answers to all alike.</summary>
    internal bool IsFarBehind { get; init; }

    /// <summary>How much it changes: first what a network that goes on has learnt, then the recipe.</summary>
    internal (bool, (int, int)) Size => (Trial?.Inheritance is { IsExact: false }, Candidate.Size);

    /// <summary>Whether it may still become a cure.</summary>
    internal bool IsAlive => Standing is Standing.Better or Standing.NoBetter;

    /// <summary>Whether it has plainly learnt what the untreated run has not.</summary>
    internal bool IsClear => Standing == Standing.Better && Pair!.RelativeGain >= Screening.ClearGain;
}
