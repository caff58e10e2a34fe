using System.Globalization;
using Fathom.Runs;
using Spectre.Console;

namespace Fathom.Cli.Text;

/// <summary>One run as its journal tells it.</summary>
static class RunPage
{
    const int MostEvents = 8;

    public static void Write(Page page, RunEntry entry, RunView run, DateTimeOffset now)
    {
        page.Line(
            ($" {Plain(run.Manifest.Name)}", Page.Strong),
            ($"  {run.Manifest.Kind.ToString().ToLowerInvariant()}  ", Page.Plain),
            (run.Status.ToString().ToLowerInvariant(), RunsPage.StyleOf(run.Status)));
        foreach (var (name, text) in Facts(entry, run, now).Where(fact => fact.Text.Length > 0)) page.Prose($"   {name,-10}", text);
        foreach (var damage in run.Damages.Take(MostEvents)) page.Prose("   damaged   ", $"{damage.File}, at byte {Number.Whole(damage.Offset)}: {damage.Sentence}", new(Color.Yellow));
        foreach (var note in run.Notes.Take(MostEvents)) page.Prose("   note      ", note, new(Color.Yellow));
        WriteGuards(page, run);
        WriteTrials(page, run);
        page.Blank();
        if (run.Findings.Count == 0) page.Line(run.Readings.Count == 0 ? " No reading was taken, so that nothing was looked for." : " No findings.");
        foreach (var finding in run.Findings) FindingText.Write(page, finding);
    }

    static IEnumerable<(string Name, string Text)> Facts(RunEntry entry, RunView run, DateTimeOffset now)
    {
        yield return ("folder", $"{run.Folder} ({Size.Text(entry.Bytes)})");
        foreach (var fact in FactsOf(run.Manifest, run.LastRecord, run.Step, now)) yield return fact;
        yield return ("loss", Course(run, ScalarTags.Loss));
        yield return ("held out", Course(run, ScalarTags.HeldOutLoss));
        yield return ("accuracy", Last(run, ScalarTags.HeldOutAccuracy) is { } accuracy ? Number.Percent(accuracy) : "");
        yield return ("tags", string.Join(' ', entry.Tags));
        foreach (var fact in OriginOf(run.Manifest)) yield return fact;
        yield return ("end", run.End?.Message ?? "");
    }

    /// <summary>What every run has, whoever tells of it.</summary>
    public static IEnumerable<(string Name, string Text)> FactsOf(RunManifest manifest, DateTimeOffset lastRecord, long step, DateTimeOffset now)
    {
        yield return ("id", manifest.Id);
        yield return ("started", string.Create(CultureInfo.InvariantCulture, $"{manifest.Started.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {Age.Text(now - manifest.Started)} ago; last record after {Age.Text(lastRecord - manifest.Started)}"));
        yield return ("steps", manifest.PlannedSteps is { } planned ? $"{Number.Whole(step)} of {Number.Whole(planned)}" : Number.Whole(step));
        yield return ("seed", manifest.Seed is { } seed ? Number.Whole(seed) : "");
    }

    /// <summary>Where a run came from.</summary>
    public static IEnumerable<(string Name, string Text)> OriginOf(RunManifest manifest)
    {
        yield return ("versions", string.Join(", ", manifest.Versions.OrderBy(version => version.Key, StringComparer.Ordinal).Select(version => $"{version.Key} {version.Value}")));
        yield return ("machine", manifest.Machine is { } machine ? string.Create(CultureInfo.InvariantCulture, $"{machine.System}, {machine.Processor}, {machine.Cores} cores, {Size.Text(machine.MemoryBytes)}") : "");
        yield return ("continues", manifest.Continues ?? "");
    }

    static string Course(RunView run, string tag)
    {
        if (!run.Scalars.TryGetValue(tag, out var blocks) || blocks.Count == 0) return "";
        var smallest = blocks.Where(block => block.Values.Finite > 0).Select(block => block.Values.Minimum).DefaultIfEmpty(double.NaN).Min();
        return $"first {Number.Loss(blocks[0].Values.Count == 1 ? blocks[0].Last : blocks[0].Mean)}, last {Number.Loss(blocks[^1].Last)}, smallest {Number.Loss(smallest)}";
    }

    static double? Last(RunView run, string tag) => run.Scalars.TryGetValue(tag, out var blocks) && blocks.Count > 0 ? blocks[^1].Last : null;

    static void WriteGuards(Page page, RunView run)
    {
        if (run.GuardEventCount == 0) return;
        page.Blank();
        page.Line($" guards acted {(run.GuardEventCount == 1 ? "once" : $"{Number.Whole(run.GuardEventCount)} times")}", Page.Strong);
        foreach (var happened in run.GuardEvents.Take(MostEvents)) page.Prose("   ", Plain(happened.ToString()));
        if (run.GuardEventCount > MostEvents) page.Line($"   and {Number.Whole(run.GuardEventCount - Math.Min(MostEvents, run.GuardEvents.Count))} more; fathom runs export has them", Page.Faint);
    }

    static void WriteTrials(Page page, RunView run)
    {
        if (run.Trials.Count == 0) return;
        page.Blank();
        page.Line(" trials", Page.Strong);
        var width = run.Trials.Max(trial => trial.Name.Length);
        foreach (var trial in run.Trials)
        {
            var metric = double.IsNaN(trial.Treated) ? "" : $"{Number.Loss(trial.Untreated)} {page.Glyphs.Arrow} {Number.Loss(trial.Treated)}; ";
            page.Prose($"   {trial.Name.PadRight(width)}  {trial.State,-8}  ", $"{metric}{trial.Reason}");
        }
    }

    /// <summary>Without signs that would steer a terminal.</summary>
    public static string Plain(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
