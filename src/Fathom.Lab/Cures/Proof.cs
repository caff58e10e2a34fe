using Fathom.Lab.Trials;

namespace Fathom.Lab.Cures;

/// <summary>Treated and untreated runs with several seeds, and what they prove.</summary>
public sealed record Proof
{
    /// <summary>The change.</summary>
    public required Candidate Candidate { get; init; }

    /// <summary>What it came to.</summary>
    public required ProofState State { get; init; }

    /// <summary>Why, in a sentence with its numbers.</summary>
    public required string Reason { get; init; }

    /// <summary>After how many steps the runs are compared.</summary>
    public required long Steps { get; init; }

    /// <summary>What they are compared by.</summary>
    public required Metric Metric { get; init; }

    /// <summary>The held-out errors of each seed.</summary>
    public IReadOnlyList<Pair> Pairs { get; init; } = [];

    /// <summary>The test of them; null where it did not come to one.</summary>
    public PairedTest? Test { get; init; }

    /// <summary>The probability below which this test proves something.</summary>
    public double Level { get; init; }

    /// <summary>The runs without the change, in the order of the seeds.</summary>
    public IReadOnlyList<Trial> Untreated { get; init; } = [];

    /// <summary>The runs with the change.</summary>
    public IReadOnlyList<Trial> Treated { get; init; } = [];
}
