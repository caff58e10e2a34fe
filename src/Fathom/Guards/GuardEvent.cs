using Fathom.Diagnoses;

namespace Fathom.Guards;

/// <summary>One thing that a guard did.</summary>
public sealed record GuardEvent
{
    /// <summary>The step in which it was done, from 1.</summary>
    public required long Step { get; init; }

    /// <summary>The guard's name as on its page, such as "skip-non-finite".</summary>
    public required string Guard { get; init; }

    /// <summary>What it did.</summary>
    public required GuardAction Action { get; init; }

    /// <summary>What was done and why, in a sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>The numbers that it rests on.</summary>
    public IReadOnlyList<Evidence> Numbers { get; init; } = [];

    /// <summary>The event as one line of text.</summary>
    public override string ToString() => FormattableString.Invariant($"step {Step}: {Guard}: {Sentence}");
}
