using Fathom.Runs;
using Spectre.Console;

namespace Fathom.Cli.Text;

/// <summary>One run as the index knows it, where its folder lies elsewhere.</summary>
static class KnownRunPage
{
    public static void Write(Page page, RunEntry run, string elsewhere, DateTimeOffset now)
    {
        page.Line(
            ($" {RunPage.Plain(run.Manifest.Name)}", Page.Strong),
            ($"  {run.Manifest.Kind.ToString().ToLowerInvariant()}  ", Page.Plain),
            (run.Status.ToString().ToLowerInvariant(), RunsPage.StyleOf(run.Status)));
        page.Prose("   ", $"{RunPage.Plain(elsewhere)} This is what the index knows of it.", new(Color.Yellow));
        foreach (var (name, text) in Facts(run, now).Where(fact => fact.Text.Length > 0)) page.Prose($"   {name,-10}", RunPage.Plain(text));
    }

    static IEnumerable<(string Name, string Text)> Facts(RunEntry run, DateTimeOffset now)
    {
        foreach (var fact in RunPage.FactsOf(run.Manifest, run.LastRecord, run.Step, now)) yield return fact;
        yield return ("loss", double.IsNaN(run.Loss) && run.Sparkline.Count == 0 ? "" : $"last {Number.Loss(run.Loss)}");
        yield return ("held out", double.IsNaN(run.HeldOutLoss) ? "" : $"last {Number.Loss(run.HeldOutLoss)}");
        yield return ("worst", run.WorstSeverity is { } severity ? $"{run.WorstFinding} ({FindingText.Name(severity)})" : "no findings");
        yield return ("tags", string.Join(' ', run.Tags));
        yield return ("size", Size.Text(run.Bytes));
        yield return ("problem", run.Problem);
        foreach (var fact in RunPage.OriginOf(run.Manifest)) yield return fact;
    }
}
