using Fathom.Guards;
using Fathom.Lab.Training;

namespace Fathom.Cli.Tests;

/// <summary>Reports of whole trainings made by hand.</summary>
static class TrainingReports
{
    static readonly GuardEvent Skipped = new() { Step = 7, Guard = "skip-non-finite", Action = GuardAction.Skipped, Sentence = "The loss was NaN: the step was skipped." };

    public static TrainingReport Healthy() => new()
    {
        Examination = Examinations.Healthy(),
        Guards = ["skip-non-finite"],
        HeldOut = [new(25, new(0.7, 0.8)), new(50, new(0.5, 0.91))],
    };

    public static TrainingReport Ill() => Healthy() with { Examination = Examinations.OfDeepSigmoid() };

    public static TrainingReport Interrupted() => Healthy() with
    {
        Examination = Examinations.Healthy() with { Interrupted = true }, CheckpointFile = "a.checkpoint", CheckpointStep = 50,
    };

    public static TrainingReport Lost() => Healthy() with
    {
        Examination = Examinations.OfLostTraining(),
        ResumedFrom = 40,
        Failure = "The loss was not finite in the last 6 steps.",
        HeldOut = [new(50, new(double.NaN, null))],
        GuardTallies = [new(Skipped, 12, 18)],
        GuardEvents = [Skipped],
        SkippedSteps = 12,
        CheckpointFile = "a.checkpoint",
        CheckpointProblem = "A training that failed does not replace a checkpoint: a.checkpoint was left as it is.",
    };
}
