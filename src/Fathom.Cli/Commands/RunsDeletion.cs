using System.CommandLine;
using System.CommandLine.Parsing;
using Fathom.Cli.Json;
using Fathom.Cli.Text;
using Fathom.Runs;
using Fathom.Store;
using Fathom.Store.Indexing;

namespace Fathom.Cli.Commands;

/// <summary>Deletes runs, named ones or those that a rule fits; asks before.</summary>
sealed class RunsDeletion(RunsOptions options, TimeProvider time)
{
    readonly Argument<string[]> _runs = new("RUN") { Description = "The runs to delete.", Arity = ArgumentArity.OneOrMore };
    readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask." };
    readonly Option<TimeSpan?> _olderThan = new("--older-than") { Description = "Only runs whose last record is older, such as 12h or 30d.", HelpName = "AGE", CustomParser = AgeOf };
    readonly Option<RunStatus?> _status = RunsOptions.Status("Only runs that are finished, failed, interrupted or lost.");

    readonly Option<long?> _keep = new("--keep")
    {
        Description = "Leave so many of the newest runs, whatever their age.",
        HelpName = "NUMBER",
        CustomParser = argument => SharedOptions.Whole(argument, 0, int.MaxValue),
    };

    public void AddTo(Command runs, Func<ParseResult, Terminal> terminal, SharedOptions shared)
    {
        var remove = new Command("remove", "Delete runs with all that was recorded of them.") { _runs, _yes };
        remove.SetAction(parsed => Remove(parsed, terminal(parsed), shared));
        var prune = new Command("prune", "Delete old runs; never one under way.") { _olderThan, _keep, _status, _yes };
        prune.SetAction(parsed => Prune(parsed, terminal(parsed), shared));
        runs.Add(remove);
        runs.Add(prune);
    }

    int Remove(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        using var index = options.Open(parsed);
        var chosen = parsed.GetValue(_runs)!.Select(index.Find).DistinctBy(run => run.Manifest.Id, StringComparer.Ordinal).ToList();
        return Delete(chosen, index, parsed.GetValue(_yes), terminal, json);
    }

    int Prune(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        var rule = new PruneRule { OlderThan = parsed.GetValue(_olderThan), Keep = (int?)parsed.GetValue(_keep), Status = parsed.GetValue(_status) };
        if (rule.SaysNothing) throw new CallRefusedException("fathom runs prune needs to know which runs: give --older-than, --keep or --status.");
        using var index = options.Open(parsed);

        // An index may hold runs of other folders and other machines: they are not pruned from here.
        var here = index.All().Where(run => FolderScan.IsBelow(run.Folder, index.Folder) && Directory.Exists(run.Folder));
        return Delete(rule.Of(here, time.GetUtcNow()), index, parsed.GetValue(_yes), terminal, json);
    }

    static int Delete(IReadOnlyList<RunEntry> chosen, RunsIndex index, bool yes, Terminal terminal, JsonOutput? json)
    {
        var page = new Page(json is { TakesStandardOutput: true } ? terminal with { Out = terminal.Error } : terminal);
        var removal = new RunRemoval(index.Store, index.Folder);
        var refusals = chosen.Select(run => (Run: run, Reason: RunsIndex.Refusing(() => removal.Refusal(run)))).Where(refusal => refusal.Reason is not null).ToList();
        var deletable = chosen.Except(refusals.Select(refusal => refusal.Run)).ToList();
        var deleted = deletable.Count > 0 && (yes || Agreed(deletable, page, terminal)) ? deletable : [];
        foreach (var run in deleted.ToList())
        {
            if (RunsIndex.Refusing(() => removal.Remove(run)) is not { } reason) continue;
            refusals.Add((run, reason));
            deleted.Remove(run);
        }

        page.Line(deleted.Count == 0 ? " Nothing was deleted." : $" Deleted {RunsPage.Count(deleted.Count)}, {Size.Text(deleted.Sum(run => run.Bytes))}.");
        foreach (var (_, reason) in refusals) terminal.Error.WriteLine($"fathom: {reason}");
        json?.Write(writer => RunsJson.WriteDeleted(writer, deleted, refusals));
        return refusals.Count > 0 ? ExitCode.WrongCall : ExitCode.Healthy;
    }

    static bool Agreed(List<RunEntry> runs, Page page, Terminal terminal)
    {
        foreach (var run in runs) page.Line($" {RunsPage.ShortId(run)}  {run.Manifest.Name}  {Size.Text(run.Bytes)}{(run.Tags.Count > 0 ? "  tagged " + string.Join(' ', run.Tags) : "")}");
        var question = $"Delete {RunsPage.Count(runs.Count)}, {Size.Text(runs.Sum(run => run.Bytes))}?";
        if (!terminal.Answers) throw new CallRefusedException($"{question} Nobody is there to answer: say --yes.");
        terminal.Error.Write($"{question} [y/N] ");
        terminal.Error.Flush();
        return terminal.In.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    static TimeSpan? AgeOf(ArgumentResult argument)
    {
        var written = argument.Tokens[0].Value;
        if (Age.Parse(written, out var rule) is { } age) return age;
        argument.AddError($"--older-than must be {rule}, but was '{written}'.");
        return null;
    }
}
