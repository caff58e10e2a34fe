using Fathom.Diagnoses;
using Fathom.Lab.Training;
using Spectre.Console;

namespace Fathom.Cli.Text;

/// <summary>An examination for a reader: what was trained, the depth chart, the findings, the verdict.</summary>
static class ExaminationPage
{
    static readonly Style Good = new(Color.Green, decoration: Decoration.Bold);

    public static void Write(Page page, Examination examination, bool full)
    {
        WriteTraining(page, examination);
        page.Blank();
        if (TellingReading.Of(examination.History) is { Ledger.Links.Count: > 0 } reading)
        {
            page.Line($" The chain rule's ledger at step {Number.Whole(reading.Step)}, from the loss down to the first layer", Page.Strong);
            page.Blank();
            new DepthChart(page, reading.Ledger, full).Write();
            PrognosisPage.WriteBeside(page, examination);
            page.Blank();
        }

        WriteFindings(page, examination);
    }

    /// <summary>The findings one after another, and how many there are.</summary>
    public static void WriteFindings(Page page, Examination examination)
    {
        foreach (var finding in examination.Findings)
        {
            FindingText.Write(page, finding);
            page.Blank();
        }

        WriteVerdict(page, examination);
    }

    public static void WriteTraining(Page page, Examination examination)
    {
        var loss = examination.Loss;
        page.Line((" " + examination.Recipe.Name, Page.Strong),
            ($"   seed {Number.Whole(examination.Recipe.Seed)}   {Steps(examination.Steps)}   gradients read by {examination.GradientPath}", Page.Plain));
        if (examination.Steps > 0)
        {
            var heldOut = loss.HeldOut is { } mean ? $"   held out {Number.Loss(mean)}" : "";
            var accuracy = loss.Accuracy is { } share ? $"   accuracy {Number.Percent(share)}" : "";
            page.Line($" loss {Number.Loss(loss.First)} {page.Glyphs.Arrow} {Number.Loss(loss.Last)}{heldOut}{accuracy}");
        }

        if (examination.Interrupted)
            page.Line($" Stopped after {Steps(examination.Steps)}: everything below rests on those.", new Style(Color.Yellow));
    }

    static void WriteVerdict(Page page, Examination examination)
    {
        if (examination.Steps == 0)
            page.Line(" No verdict: the training was stopped before its first step.", new Style(Color.Yellow));
        else if (examination.Findings.Count == 0 && examination.History.Count == 0)
            page.Line(" No verdict: no step was read.", new Style(Color.Yellow));
        else if (examination.Findings.Count == 0)
            page.Line($" Healthy: nothing found in {Steps(examination.Steps)}.", Good);
        else
            page.Line(" " + Counted(examination.Findings), FindingText.StyleOf(examination.Findings.Max(finding => finding.Severity)));
    }

    static string Counted(IReadOnlyList<Finding> findings)
    {
        var parts = findings.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key)
            .Select(group => Count(group.Count(), FindingText.Name(group.Key)));
        return $"{Count(findings.Count, "finding")}: {string.Join(", ", parts)}.";
    }

    public static string Count(long number, string noun) =>
        $"{Number.Whole(number)} {noun}{(number == 1 || noun == "fatal" ? "" : "s")}";

    static string Steps(long steps) => Count(steps, "step");
}
