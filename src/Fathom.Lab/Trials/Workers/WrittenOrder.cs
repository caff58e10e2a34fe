using Fathom.Lab.Recipes;

namespace Fathom.Lab.Trials.Workers;

/// <summary>A trial's order with its recipe as YAML.</summary>
sealed record WrittenOrder(int Candidate, string Recipe, long Steps, TrialStart? Start)
{
    public TrialOrder Read() => new(Candidate, RecipeFile.Parse(Recipe), Steps) { Start = Start };
}
