using Fathom.Guards;
using Fathom.Lab.Training;

namespace Fathom.Cli.Tests;

/// <summary>Answers with a report made by hand, after three steps and as many guard events as asked for.</summary>
sealed class ScriptedTrainer(Func<TrainingReport> answer, int events = 0) : ITrainer
{
    public TrainOrder? LastOrder { get; private set; }

    public TrainingReport Train(TrainOrder order, Action<TrainingProgress> onStep, Action<GuardEvent> onGuardEvent, CancellationToken stop)
    {
        LastOrder = order;
        for (var step = 1; step <= 3; step++) onStep(new(step, 3, 2.3) { HeldOut = 2.2 });
        for (var step = 1; step <= events; step++)
            onGuardEvent(new() { Step = step, Guard = "clip-adaptively", Action = GuardAction.Clipped, Sentence = "The gradient's norm was clipped." });
        return answer();
    }
}
