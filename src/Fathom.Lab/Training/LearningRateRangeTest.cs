using Fathom.Lab.Recipes;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>Finds which learning rates a recipe bears: a short training whose rate grows at every step.</summary>
/// <remarks>
/// Smith (2017), Cyclical learning rates for training neural networks, section 3.3, with rates that grow by a constant factor and a
/// smoothed loss, as the field has come to do it.
/// </remarks>
public static class LearningRateRangeTest
{
    /// <summary>Which share of the running loss each step keeps.</summary>
    const double Smoothing = 0.8;

    /// <summary>Trains <paramref name="recipe"/> afresh with rates from <paramref name="from"/> to <paramref name="to"/>.</summary>
    /// <param name="recipe">What to train; its schedule is not used, and its groups' rates keep their proportion to the optimizer's.</param>
    /// <param name="from">The first rate, above 0.</param>
    /// <param name="to">The last rate, above <paramref name="from"/>, at most 1,000,000.</param>
    /// <param name="steps">How many steps at most, at least 2; 100 where nobody says.</param>
    /// <param name="cancellation">Ends the test after the running step; the curve so far comes back.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rates or the steps make no curve.</exception>
    /// <exception cref="RecipeException">The recipe is wrong.</exception>
    /// <exception cref="DataException">The data is missing, damaged, or does not fit the network.</exception>
    public static LearningRateCurve Run(Recipe recipe, double from = 1e-6, double to = 10, int steps = 100, CancellationToken cancellation = default)
    {
        Check(from, to, steps);
        using var trainer = new Trainer(recipe with { Training = recipe.Training with { Schedule = new ConstantRate(), Steps = steps } }, cancellation);
        var groups = trainer.Optimizer.ParamGroups.Select(group => (Group: group, Share: group.LearningRate / recipe.Training.Optimizer.LearningRate)).ToArray();
        var points = new List<LearningRatePoint>();
        var (running, weight) = (0.0, 0.0);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        trainer.Run(steps, TakeStep, Note, enough.Token);
        return new LearningRateCurve([.. points]);

        double Rate() => from * Math.Pow(to / from, (double)points.Count / (steps - 1));

        void TakeStep(Tensor loss)
        {
            foreach (var (group, share) in groups) group.LearningRate = Rate() * share;
            trainer.Optimizer.step();
        }

        void Note(StepProgress step)
        {
            // Early averages lack a past; divided by the weight they have, they are not drawn towards zero.
            (running, weight) = (Smoothing * running + (1 - Smoothing) * step.Loss, Smoothing * weight + (1 - Smoothing));
            points.Add(new LearningRatePoint(Rate(), step.Loss, running / weight));
            if (LearningRateCurve.IsDiverged(points)) enough.Cancel();
        }
    }

    static void Check(double from, double to, int steps)
    {
        if (!(from > 0)) throw new ArgumentOutOfRangeException(nameof(from), from, $"from must be above 0, but was {from}.");
        if (!(to > from && to <= 1e6)) throw new ArgumentOutOfRangeException(nameof(to), to, $"to must be above from, {from}, and at most 1,000,000, but was {to}.");
        if (steps < 2) throw new ArgumentOutOfRangeException(nameof(steps), steps, $"steps must be at least 2, but was {steps}.");
    }
}
