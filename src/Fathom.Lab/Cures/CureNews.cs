namespace Fathom.Lab.Cures;

/// <summary>What a search tells while it runs; one of its parts is set.</summary>
/// <param name="StepsTaken">How many training steps all trials together have taken.</param>
/// <param name="Budget">How many they may take.</param>
public sealed record CureNews(long StepsTaken, long Budget)
{
    /// <summary>What is done next, in a sentence.</summary>
    public string? Stage { get; init; }

    /// <summary>The untreated run that was examined.</summary>
    public Trials.Trial? Examined { get; init; }

    /// <summary>A candidate that was just judged on one seed.</summary>
    public CandidateRecord? Judged { get; init; }

    /// <summary>A proof that was just tried.</summary>
    public Proof? Tried { get; init; }
}
