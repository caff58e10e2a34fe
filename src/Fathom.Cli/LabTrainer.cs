using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Journal;
using Fathom.Lab;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Recipes;

namespace Fathom.Cli;

/// <summary>Trains with Fathom.Lab, and turns what it refuses into refusals of the call.</summary>
sealed class LabTrainer : ITrainer
{
    public TrainingReport Train(TrainOrder order, Action<TrainingProgress> onStep, Action<GuardEvent> onGuardEvent, CancellationToken stop)
    {
        try
        {
            var recipe = order.Recipe is null ? null : RecipeFile.Load(order.Recipe);
            using var checkpoint = order.Resume is null ? null : Checkpoint.Load(order.Resume);
            var (from, heldOut) = (checkpoint?.Step ?? 0, (double?)null);
            var defaults = new TrainOptions();
            var options = new TrainOptions
            {
                Data = order.Data is null ? null : DataSource.Parse(order.Data),
                Seed = order.Seed,
                Steps = order.Steps,
                Guards = order.Guards,
                Diagnoses = order.Diagnoses ?? AllDiagnoses.List,
                SaveTo = order.SaveTo,
                SaveEvery = order.SaveEvery,
                Resume = checkpoint,
                Run = order.Run,
                CheckpointPause = order.CheckpointPause ?? defaults.CheckpointPause,
                AnswersTo = order.AnswersTo,
                WatchEvery = order.WatchEvery,
                OnStep = step => onStep(new(step.Step, step.Total, step.Loss) { From = from, HeldOut = heldOut }),
                OnHeldOut = point => heldOut = point.Result.Loss,
                OnGuardEvent = onGuardEvent,
            };
            return WholeTraining.Run(recipe, options, stop);
        }
        catch (Exception refusal) when (refusal is RecipeException or DataException or CheckpointException or RunFolderException or PlatformNotSupportedException)
        {
            throw new CallRefusedException(refusal.Message);
        }
    }
}
