using Fathom.Lab.Recipes;
using Fathom.Recipes;
using Fathom.Torch;

namespace Fathom.Lab.Training;

/// <summary>Trains a recipe for a few steps under probes and says what they showed.</summary>
public static class Examiner
{
    /// <summary>Examines <paramref name="recipe"/>.</summary>
    /// <param name="recipe">What to examine.</param>
    /// <param name="options">What is done otherwise than the recipe says; null: nothing, for 40 steps.</param>
    /// <param name="onStep">Told after each step, on this thread; null: nobody.</param>
    /// <param name="cancellation">Ends the training after the running step; the examination tells of the steps that were taken, without held-out data.</param>
    /// <exception cref="RecipeException">The recipe's layers do not fit together or into memory.</exception>
    /// <exception cref="DataException">The data is missing, damaged, or does not fit the network.</exception>
    /// <exception cref="PlatformNotSupportedException">libtorch cannot work on this machine.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first step, while the data was read.</exception>
    public static Examination Run(
        Recipe recipe, ExamineOptions? options = null, Action<StepProgress>? onStep = null, CancellationToken cancellation = default)
    {
        options ??= new ExamineOptions();
        var examined = options.ApplyTo(recipe);
        using var trainer = new Trainer(examined, cancellation);
        using var monitor = GradientMonitor.Attach(
            trainer.Module, trainer.Optimizer, new() { Every = 1, PlannedSteps = examined.Training.Steps });
        var outcome = trainer.Run(options.StepsOf(examined), monitor.Step, onStep, cancellation);
        return Report(trainer, monitor, outcome, cancellation);
    }

    static Examination Report(Trainer trainer, GradientMonitor monitor, TrainingOutcome outcome, CancellationToken cancellation)
    {
        var findings = monitor.Diagnose();
        var heldOut = trainer.Evaluate(cancellation);
        return new Examination
        {
            Recipe = trainer.Recipe,
            Steps = outcome.Steps,
            Loss = new LossRecord(outcome.FirstLoss, outcome.LastLoss, heldOut?.Loss, heldOut?.Accuracy),
            History = monitor.History,
            Findings = findings,
            GradientPath = monitor.GradientPath,
            Interrupted = outcome.Interrupted,
        };
    }
}
