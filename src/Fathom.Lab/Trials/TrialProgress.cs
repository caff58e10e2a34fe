namespace Fathom.Lab.Trials;

/// <summary>How far a trial is.</summary>
/// <param name="Key">Which trial.</param>
/// <param name="Step">The step that was just taken, from 1.</param>
/// <param name="Loss">The loss of that step's batch.</param>
public readonly record struct TrialProgress(TrialKey Key, long Step, double Loss);
