using Fathom.Lab.Datasets;
using Fathom.Ledger;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>What a recipe and its data tell of a training before it begins.</summary>
static class KnownFacts
{
    /// <summary>The steps, the loss and the targets of <paramref name="recipe"/> trained on <paramref name="samples"/>.</summary>
    /// <param name="recipe">What is trained.</param>
    /// <param name="samples">What it learns from.</param>
    /// <param name="classes">How many classes the labels name; null where the label is a measured number.</param>
    public static TrainingFacts Of(Recipe recipe, SampleSet samples, int? classes)
    {
        using var scope = NewDisposeScope();
        var isNumbers = recipe.Loss.Target == LossTarget.Number;
        var baseline = ConstantAnswer.Loss(recipe.Loss, samples.Targets, classes ?? 0);
        return new TrainingFacts
        {
            PlannedSteps = recipe.Training.Steps,
            // Targets that are not finite leave no loss to compare with.
            BaselineLoss = baseline is { } loss && double.IsFinite(loss) ? loss : null,
            Loss = FormOf(recipe.Loss),
            LeastTarget = isNumbers ? samples.Targets.min().to(float64).item<double>() : null,
            GreatestTarget = isNumbers ? samples.Targets.max().to(float64).item<double>() : null,
        };
    }

    static LossForm FormOf(Loss loss) => loss switch
    {
        CrossEntropy => LossForm.ClassLogits,
        Nll => LossForm.ClassLogProbabilities,
        Bce => LossForm.BinaryProbabilities,
        BceWithLogits => LossForm.BinaryLogits,
        Mse or Mae or Huber => LossForm.Numbers,
        _ => LossForm.Unknown,
    };
}
