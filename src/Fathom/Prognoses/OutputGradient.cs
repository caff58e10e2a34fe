using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>The gradient from which the ledger starts: that of the loss with respect to the network's output, at initialisation.</summary>
/// <param name="Norm">Its L2 norm over the whole batch.</param>
/// <param name="Batch">How many samples there are in the batch.</param>
readonly record struct OutputGradient(double Norm, double Batch)
{
    /// <summary>
    /// With outputs near zero and averages over the batch: cross-entropy pulls with √(1 - 1/classes) a sample, binary cross-entropy
    /// with 1/2 and squared errors with 2 per number, the latter averaged over the outputs as well.
    /// </summary>
    public static OutputGradient Of(Recipe recipe, double outputs)
    {
        var batch = recipe.Training.Batch;
        var perSample = recipe.Loss switch
        {
            CrossEntropy when outputs > 1 => Math.Sqrt(1 - 1 / outputs),
            BceWithLogits => 0.5 / Math.Sqrt(outputs),
            Mse => 2 / Math.Sqrt(outputs),
            _ => 1,
        };
        return new(perSample / Math.Sqrt(batch), batch);
    }
}
