using Fathom.Lab.Training;
using Fathom.Runs;
using Fathom.Web.Lab;

namespace Fathom.Web.Tests.Lessons;

/// <summary>Real trainings of states of the Lab, without the pages around them.</summary>
static class Trainings
{
    public static LabResult Of(LabState state)
    {
        var report = WholeTraining.Run(LabRecipe.Of(state), new(), TestContext.Current.CancellationToken);
        return new(state, report.Failure is null ? RunStatus.Finished : RunStatus.Failed)
        {
            Step = report.Examination.Steps,
            FirstLoss = report.Examination.Loss.First,
            Loss = report.Examination.Loss.Last,
            Accuracy = report.Examination.Loss.Accuracy ?? double.NaN,
            HeldOutLoss = report.Examination.Loss.HeldOut ?? double.NaN,
            Findings = report.Examination.Findings,
        };
    }
}
