using Fathom.Lab.Training;

namespace Fathom.Cli.Tests;

/// <summary>Answers with an examination made by hand, after reporting a few steps.</summary>
sealed class ScriptedExaminer(Func<Examination> answer) : IExaminer
{
    public ExaminationOrder? LastOrder { get; private set; }

    public IReadOnlyList<BundledRecipe> Recipes => [new("deep-sigmoid", "Twenty sigmoid layers of 256: the gradient vanishes.")];

    public Examination Examine(ExaminationOrder order, Action<TrainingProgress> onStep, CancellationToken stop)
    {
        LastOrder = order;
        for (var step = 1; step <= 3; step++) onStep(new(step, 3, 2.3));
        return answer();
    }
}
