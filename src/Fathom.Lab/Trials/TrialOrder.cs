using Fathom.Recipes;

namespace Fathom.Lab.Trials;

/// <summary>Asks for a trial to be begun, or to go on to a later step.</summary>
/// <param name="Candidate">The number of the change that is tried, from 1; 0 for the recipe as it is.</param>
/// <param name="Recipe">What is trained, the change made; its seed is the trial's.</param>
/// <param name="Steps">After which step of the trial it pauses; where it is there already, nothing is done.</param>
public sealed record TrialOrder(int Candidate, Recipe Recipe, long Steps)
{
    /// <summary>Where the trial begins; null: anew.</summary>
    public TrialStart? Start { get; init; }

    /// <summary>Which trial is meant.</summary>
    public TrialKey Key => new(Candidate, Recipe.Seed);
}
