using Fathom.Lab.Recording;
using Fathom.Lab.Training;
using Spectre.Console;

namespace Fathom.Cli.Text;

/// <summary>A whole training for a reader: how it went, what guards did, the findings, the verdict, and where it was kept.</summary>
static class TrainingPage
{
    static readonly Style Bad = new(Color.Red, decoration: Decoration.Bold);

    public static void Write(Page page, TrainingReport report, RunRecording? run = null)
    {
        var examination = report.Examination;
        ExaminationPage.WriteTraining(page, examination);
        if (report.ResumedFrom > 0) page.Line($" went on from step {Number.Whole(report.ResumedFrom)}; readings are from there on");
        WriteHeldOut(page, report);
        page.Blank();
        WriteGuards(page, report);
        if (report.Failure is { } failure)
        {
            page.Line((" FAILED", Bad), ($"  at step {Number.Whole(examination.Steps)}", Page.Strong));
            page.Prose("   ", failure);
            page.Prose("   ", report.WeightsAreFinite ? "Every weight is finite." : "The weights are not all finite.");
            page.Blank();
        }

        if (examination.Findings.Count > 0 || report.Failure is null) ExaminationPage.WriteFindings(page, examination);
        WriteCheckpoint(page, report);
        RunLine.Write(page, run, HasStepsLeft(report, report.Examination.Steps) && report.CheckpointStep is null);
    }

    static void WriteHeldOut(Page page, TrainingReport report)
    {
        if (report.HeldOut.Count == 0) return;
        var course = report.HeldOut.Select(point => $"{Number.Loss(point.Result.Loss)} ({Number.Whole(point.Step)})");
        page.Prose(" held out, by step: ", string.Join(", ", course));
    }

    static void WriteGuards(Page page, TrainingReport report)
    {
        if (report.Guards.Count == 0)
        {
            page.Line(" no guard was on duty", Page.Faint);
            page.Blank();
            return;
        }

        var skipped = report.SkippedSteps == 0 ? "" : $"; {ExaminationPage.Count(report.SkippedSteps, "step")} skipped";
        page.Line($" guards: {string.Join(", ", report.Guards)}{(report.GuardTallies.Count == 0 ? "; nothing to do" : skipped)}");
        foreach (var (first, count, lastStep) in report.GuardTallies)
        {
            page.Prose("   ", first.ToString());
            if (count > 1) page.Line($"     and {Number.Whole(count - 1)} more like it, up to step {Number.Whole(lastStep)}", Page.Faint);
        }

        page.Blank();
    }

    static void WriteCheckpoint(Page page, TrainingReport report)
    {
        if (report.CheckpointProblem is { } problem) page.Prose(" ", problem, Page.Doubtful);
        if (report.CheckpointStep is not { } step) return;
        var remedy = HasStepsLeft(report, step) ? $"; go on with: fathom train --resume {report.CheckpointFile}" : "";
        page.Line($" Step {Number.Whole(step)} is in {report.CheckpointFile}{remedy}");
    }

    static bool HasStepsLeft(TrainingReport report, long step) => step < report.Examination.Recipe.Training.Steps && report.Failure is null;
}
