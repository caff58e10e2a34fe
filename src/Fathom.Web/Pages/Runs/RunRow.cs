using Fathom.Runs;

namespace Fathom.Web.Pages.Runs;

/// <summary>One run as the table shows it.</summary>
sealed record RunRow(RunEntry Entry)
{
    public string Id => Entry.Manifest.Id;

    public string Name => Entry.Manifest.Name;

    public string Status => Say.Status(Entry.Status);

    public string Loss => Say.Number(Entry.Loss);

    public string HeldOut => Say.Number(Entry.HeldOutLoss);

    public string Steps => Say.Steps(Entry.Step, Entry.Manifest.PlannedSteps);

    public string Severity => Entry.WorstSeverity is { } worst ? Say.Severity(worst) : "";
}
