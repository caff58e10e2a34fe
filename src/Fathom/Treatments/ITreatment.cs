using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>A named change of a recipe that answers certain illnesses.</summary>
/// <remarks>
/// A treatment is a record: its fields are the numbers of the change, and two with the same numbers are equal. The one without any set is the
/// treatment as such, whose <see cref="Variants"/> are the forms worth a trial.
/// </remarks>
public interface ITreatment
{
    /// <summary>The treatment's stable id, its class name in kebab case: "lower-learning-rate".</summary>
    string Id { get; }

    /// <summary>How much of the recipe it changes.</summary>
    Invasiveness Invasiveness { get; }

    /// <summary>The ids of the findings and of the causes that it answers, those that it answers best first.</summary>
    /// <remarks>Computed, not kept: a list kept in a record would make two records with the same numbers differ.</remarks>
    IReadOnlyList<string> Answers { get; }

    /// <summary>The forms of this treatment that are worth a trial on <paramref name="recipe"/>, the most promising first.</summary>
    /// <param name="recipe">What is ill.</param>
    /// <param name="finding">What ails it.</param>
    /// <returns>Empty where the treatment fits nothing there. Each form changes the recipe.</returns>
    IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding);

    /// <summary><paramref name="recipe"/> with the change made; the same recipe where there is nothing to change.</summary>
    Recipe ApplyTo(Recipe recipe);

    /// <summary>What is changed, in one sentence with its numbers: "Lower the learning rate from 1 to 0.1."</summary>
    string Describe(Recipe recipe);

    /// <summary>The same change for somebody with a TorchSharp program: which line becomes what.</summary>
    string InCode(Recipe recipe);
}
