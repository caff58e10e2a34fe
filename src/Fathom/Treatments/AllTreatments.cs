using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Every treatment that Fathom knows.</summary>
public static class AllTreatments
{
    /// <summary>One of each, in alphabetical order.</summary>
    public static IReadOnlyList<ITreatment> List { get; } =
    [
        new AddDropout(),
        new AddMaxNorm(),
        new AddNonlinearity(),
        new AddSkips(),
        new AddWeightDecay(),
        new AddWeightPenalty(),
        new ChangeOptimizer(),
        new ChangePrecision(),
        new ClipGradient(),
        new DecayLearningRate(),
        new EnlargeBatch(),
        new FreeBranches(),
        new HoldLearningRate(),
        new InsertNorm(),
        new LoosenClip(),
        new LowerLearningRate(),
        new LowerWeightDecay(),
        new OpenForgetGate(),
        new PreNorm(),
        new PreserveGradientsThroughTime(),
        new RaiseLearningRate(),
        new Reinitialize(),
        new RemoveDropout(),
        new RepairOutput(),
        new ReplaceActivation(),
        new ReplaceRecurrentCell(),
        new ScaleLoss(),
        new Shorten(),
        new ShortenPathThroughTime(),
        new StandardizeInputs(),
        new StartRecurrentWeights(),
        new TruncateThroughTime(),
        new UnfreezeParameters(),
        new UseMaxout(),
        new WarmUpLearningRate(),
        new Widen(),
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
                .SelectMany(candidate => candidate.treatment.Variants(recipe, finding).Select(variant => (variant, candidate.relevance)))
                // A form may change more than the treatment as such, so that each is asked by itself.
                .OrderBy(candidate => candidate.variant.Invasiveness).ThenByDescending(candidate => candidate.relevance)
                .Select(candidate => candidate.variant)
                .Where(variant => !variant.ApplyTo(recipe).Equals(recipe)),
        ];
    }

    /// <summary>The share of the causes that the treatment answers; a little where it answers only the illness as such; 0 where nothing.</summary>
    /// <param name="treatment">What might answer.</param>
    /// <param name="finding">What asks for it.</param>
    /// <remarks>Of two that answer the illness alone, the one counts more whose list of answers names it earlier.</remarks>
    public static double Relevance(ITreatment treatment, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(treatment);
        ArgumentNullException.ThrowIfNull(finding);
        var ofCauses = finding.Causes.Where(cause => treatment.Answers.Contains(cause.Id, StringComparer.Ordinal)).Sum(cause => cause.Share);
        var rank = treatment.Answers.TakeWhile(id => !string.Equals(id, finding.Id, StringComparison.Ordinal)).Count();
        return ofCauses + (rank < treatment.Answers.Count ? LeastRelevance / (1 + rank) : 0);
    }

    /// <summary>What answering the illness first of all counts beside answering its causes, whose shares add up to 1.</summary>
    const double LeastRelevance = 0.01;
}
