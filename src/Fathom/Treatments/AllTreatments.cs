using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Every treatment that Fathom knows.</summary>
public static class AllTreatments
{
    /// <summary>One of each, in alphabetical order.</summary>
    public static IReadOnlyList<ITreatment> List { get; } =
    [
        new LowerLearningRate(),
    ];

    /// <summary>The forms worth a trial against <paramref name="finding"/>, the least invasive first, among equals those that answer the larger cause.</summary>
    /// <param name="recipe">What is ill.</param>
    /// <param name="finding">What ails it; what follows from it is answered with it.</param>
    public static IReadOnlyList<ITreatment> For(Recipe recipe, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(finding);
        return
        [
            .. List.Select(treatment => (treatment, relevance: Relevance(treatment, finding)))
                .Where(candidate => candidate.relevance > 0)
                .OrderBy(candidate => candidate.treatment.Invasiveness).ThenByDescending(candidate => candidate.relevance)
                .SelectMany(candidate => candidate.treatment.Variants(recipe, finding))
                .Where(variant => !variant.ApplyTo(recipe).Equals(recipe)),
        ];
    }

    /// <summary>The share of the causes that the treatment answers; a little where it answers only the illness as such; 0 where nothing.</summary>
    public static double Relevance(ITreatment treatment, Finding finding)
    {
        var ofCauses = finding.Causes.Where(cause => treatment.Answers.Contains(cause.Id, StringComparer.Ordinal)).Sum(cause => cause.Share);
        return ofCauses + (treatment.Answers.Contains(finding.Id, StringComparer.Ordinal) ? LeastRelevance : 0);
    }

    /// <summary>What answering the illness counts beside answering its causes, whose shares add up to 1.</summary>
    const double LeastRelevance = 0.01;
}
