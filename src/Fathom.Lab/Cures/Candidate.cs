using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Lab.Cures;

/// <summary>A change of the recipe that is worth a trial.</summary>
/// <param name="Number">Its place in the order in which candidates are tried, from 1.</param>
/// <param name="Change">One to three treatments.</param>
/// <param name="Recipe">The recipe with the change made.</param>
/// <param name="Expectation">What theory expects of the ledger; null where the illness is none of the ledger.</param>
public sealed record Candidate(int Number, Combination Change, Recipe Recipe, Expectation? Expectation)
{
    /// <summary>Whether norms that it inserts into a network that has learnt start as the identity; false: as the recipe says.</summary>
    internal bool KeepsFunction { get; init; } = true;

    /// <summary>How much it changes: first by its most invasive treatment, then by how many there are.</summary>
    internal (int, int) Size => ((int)Change.Invasiveness, Change.Treatments.Count);
}
