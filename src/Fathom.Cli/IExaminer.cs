using Fathom.Lab.Training;

namespace Fathom.Cli;

/// <summary>Trains recipes under probes: what the commands know of Fathom.Lab.</summary>
interface IExaminer
{
    IReadOnlyList<BundledRecipe> Recipes { get; }

    /// <summary>Trains for a few steps; where <paramref name="stop"/> is set, ends after the running step with what is known.</summary>
    /// <exception cref="CallRefusedException">The recipe or its data is wrong. Thrown before the first step.</exception>
    Examination Examine(ExaminationOrder order, Action<TrainingProgress> onStep, CancellationToken stop);
}
