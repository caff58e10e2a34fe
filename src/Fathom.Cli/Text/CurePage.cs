using Fathom.Lab.Cures;
using Spectre.Console;

namespace Fathom.Cli.Text;

/// <summary>A search for a cure for a reader: what ails, what cures it, the evidence, the cost, and what is left to do.</summary>
static class CurePage
{
    static readonly Style Good = new(Color.Green, decoration: Decoration.Bold);
    static readonly Style Doubtful = new(Color.Yellow, decoration: Decoration.Bold);

    public static void Write(Page page, CureReport report, string file, string? checkpoint)
    {
        page.Blank();
        page.Line((" " + report.Recipe.Name, Page.Strong), ($"   seed {Number.Whole(report.Recipe.Seed)}   {Cost(report)}", Page.Plain));
        if (report.Illness is { } illness) page.Prose(" ", $"{illness.Title}: {illness.Summary}");
        page.Blank();
        switch (report.Verdict)
        {
            case CureVerdict.Healthy:
                page.Prose(" ", $"Healthy. {report.Reason}", Good);
                break;
            case CureVerdict.Cured:
                WriteCure(page, report, file, checkpoint);
                break;
            default:
                page.Prose(" ", report.Verdict == CureVerdict.Interrupted ? $"Interrupted. {report.Reason}" : $"No cure found. {report.Reason}", Doubtful);
                if (report.BestAttempt is { } best) WriteBest(page, report, best);
                break;
        }
    }

    static string Cost(CureReport report) =>
        $"cost {Number.Whole(report.Steps)} steps, {report.Trainings.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)} of {(report.Start is null ? "one whole training" : "the steps that are left")}";

    static void WriteCure(Page page, CureReport report, string file, string? checkpoint)
    {
        var proof = report.Proof!;
        page.Prose(" ", $"Cured. {proof.Candidate.Change.Describe(report.Recipe)}", Good);
        if (proof.Treated[0].Inheritance is { } inherited) page.Prose(" ", InheritanceText.Sentence(inherited));
        page.Blank();
        CureEvidence.WriteLedgers(page, proof.Untreated[0].Ledger, proof.Treated[0].Ledger);
        page.Blank();
        CureEvidence.WriteCurves(page, proof.Untreated[0], proof.Treated[0]);
        page.Blank();
        CureEvidence.WriteHeldOut(page, proof);
        page.Blank();
        WriteDiff(page, report);
        page.Blank();
        page.Line(" In a TorchSharp program", Page.Strong);
        foreach (var line in proof.Candidate.Change.InCode(report.Recipe).Split('\n')) page.Prose("   ", line);
        page.Blank();
        foreach (var finding in report.Remaining) page.Prose(" ", $"Still there, and not treated: {finding.Title}.", Doubtful);
        page.Line($" Written to {file}", Good);
        if (checkpoint is not null) page.Line($" and {checkpoint}; go on with: fathom train --resume {checkpoint} --save {checkpoint}", Good);
    }

    static void WriteBest(Page page, CureReport report, CandidateRecord best)
    {
        page.Blank();
        page.Prose(" ", $"The best attempt, which is not proved: {best.Candidate.Change.Describe(report.Recipe)} {best.Reason}");
        if (report.FailedProof is { Pairs.Count: > 0 } proof) CureEvidence.WriteHeldOut(page, proof);
    }

    static void WriteDiff(Page page, CureReport report)
    {
        page.Line(" What changes in the recipe", Page.Strong);
        foreach (var line in report.Diff)
            page.Line($"   {line}", line.Sign switch { '-' => new(Color.Red), '+' => new(Color.Green), _ => Page.Faint });
    }
}
