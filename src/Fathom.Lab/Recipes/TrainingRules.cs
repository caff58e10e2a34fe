using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>What must hold between the words of a recipe, beyond what each says on its own.</summary>
static class TrainingRules
{
    static readonly HashSet<string> Probabilities = new(["sigmoid", "hardsigmoid", "softmax"], StringComparer.Ordinal);

    public static void Check(Recipe recipe, RecipeReading reading)
    {
        InitializationRules.Check(recipe.Network, reading);
        CheckOptimizer(recipe.Training.Optimizer, reading);
        CheckLoss(recipe, reading);
        CheckLossScale(recipe.Training, reading);
    }

    static void CheckOptimizer(Optimizer optimizer, RecipeReading reading)
    {
        if (optimizer is Sgd { Nesterov: true } sgd && (sgd.Momentum == 0 || sgd.Dampening > 0))
            reading.AddAt(optimizer, "training.optimizer", "nesterov needs a momentum above 0 and no dampening; set momentum, such as 0.9, and remove dampening.");
    }

    static void CheckLossScale(TrainingPlan plan, RecipeReading reading)
    {
        if (plan is { LossScale: not NoLossScale, Precision: not (Precision.Float16 or Precision.Bfloat16) })
            reading.AddAt(plan.LossScale, "training.loss-scale",
                $"loss-scale is for 16 bits, but the precision is {plan.Precision.ToString().ToLowerInvariant()}, in which nothing is lost without it; leave it out, or set precision to float16 or bfloat16.");
    }

    static void CheckLoss(Recipe recipe, RecipeReading reading)
    {
        var last = recipe.Network.Places().Last();
        // What a block ends in is its own affair.
        if (last.Layer is Block) return;
        if (recipe.Loss is Bce && !Probabilities.Contains(last.Layer.Kind))
            reading.AddAt(recipe.Loss, "loss", $"bce takes probabilities, but the network ends in {last.Name}; end it with sigmoid, or use bce-with-logits.");
        if (recipe.Loss is Nll && last.Layer.Kind != "logsoftmax")
            reading.AddAt(recipe.Loss, "loss", $"nll takes log-probabilities, but the network ends in {last.Name}; end it with log-softmax, or use cross-entropy.");
    }
}
