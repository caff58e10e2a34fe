using Fathom.Guards;
using Fathom.Lab.Training;

namespace Fathom.Cli;

/// <summary>Trains recipes to their end: what the commands know of Fathom.Lab.</summary>
interface ITrainer
{
    /// <summary>Trains; where <paramref name="stop"/> is set, ends after the running step with what is known.</summary>
    /// <param name="order">What is trained, and how.</param>
    /// <param name="onStep">Told after each step, on the training's thread.</param>
    /// <param name="onGuardEvent">Told of each thing that a guard did, on the training's thread.</param>
    /// <param name="stop">Set to end the training.</param>
    /// <exception cref="CallRefusedException">The recipe, its data or the checkpoint is wrong. Thrown before the first step.</exception>
    TrainingReport Train(TrainOrder order, Action<TrainingProgress> onStep, Action<GuardEvent> onGuardEvent, CancellationToken stop);
}
