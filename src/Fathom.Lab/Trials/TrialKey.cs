namespace Fathom.Lab.Trials;

/// <summary>Which trial is meant.</summary>
/// <param name="Candidate">The number of the change that is tried, from 1; 0 for the recipe as it is.</param>
/// <param name="Seed">Where the trial's random numbers start.</param>
public readonly record struct TrialKey(int Candidate, long Seed)
{
    /// <summary>True for the recipe as it is.</summary>
    public bool IsUntreated => Candidate == 0;
}
