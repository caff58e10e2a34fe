using Fathom.Lab.Training;

namespace Fathom.Cli;

/// <summary>Stands in until Fathom.Lab can train.</summary>
sealed class UnwiredExaminer : IExaminer
{
    public IReadOnlyList<BundledRecipe> Recipes => [];

    public Examination Examine(ExaminationOrder order, Action<TrainingProgress> onStep, CancellationToken stop) =>
        throw new CallRefusedException("This build cannot train yet.");
}
