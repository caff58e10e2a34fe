using Fathom.Diagnoses;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using Fathom.Runs;
using Fathom.Treatments;

namespace Fathom.Web.Pages.Run;

/// <summary>A treatment that fits a run's worst finding, and the recipe that it makes.</summary>
/// <param name="Id">The treatment's id.</param>
/// <param name="Sentence">What it changes.</param>
/// <param name="Recipe">The recipe with the change made.</param>
sealed record TreatmentOffer(string Id, string Sentence, Recipe Recipe)
{
    const int Most = 4;

    /// <summary>The run's recipe; null where it has none, or one that this Fathom does not read.</summary>
    public static Recipe? RecipeOf(RunView view)
    {
        try
        {
            return view.Recipe.Length == 0 ? null : RecipeFile.Parse(view.Recipe, view.Manifest.Name);
        }
        catch (RecipeException)
        {
            return null;
        }
    }

    /// <summary>The first form of each treatment that answers the gravest finding, the best first; empty where there is none to answer.</summary>
    public static IReadOnlyList<TreatmentOffer> For(Recipe recipe, IReadOnlyList<Finding> findings)
    {
        if (findings.Where(finding => finding.Severity > Severity.Note).MaxBy(finding => finding.Severity) is not { } worst) return [];
        var offers = new List<TreatmentOffer>();
        foreach (var treatment in AllTreatments.For(recipe, worst).DistinctBy(treatment => treatment.Id, StringComparer.Ordinal).Take(Most))
        {
            var treated = treatment.ApplyTo(recipe);
            if (treated != recipe) offers.Add(new(treatment.Id, treatment.Describe(recipe), treated with { Name = $"{recipe.Name}-{treatment.Id}" }));
        }

        return offers;
    }
}
