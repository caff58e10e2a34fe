using System.CommandLine;
using Fathom.Cli.Json;
using Fathom.Cli.Text;
using Fathom.Diagnoses;
using Fathom.Runs;
using Fathom.Store;

namespace Fathom.Cli.Commands;

/// <summary>Lists the recorded runs, shows and tags one, and makes their index anew. Deleting and exporting have classes of their own.</summary>
sealed class RunsCommand(TimeProvider time)
{
    const int UsuallyEnough = 50;

    readonly RunsOptions _options = new();
    readonly Argument<string> _run = new("RUN") { Description = "A run's folder, name, id, the beginning or the end of its id, or latest." };
    readonly Argument<string[]> _words = new("WORD") { Description = "+WORD gives the run a tag, -WORD takes one away.", Arity = ArgumentArity.ZeroOrMore };
    readonly Option<RunStatus?> _status = RunsOptions.Status("Only runs that are running, finished, failed, interrupted or lost.");
    readonly Option<string?> _tag = new("--tag") { Description = "Only runs with this tag.", HelpName = "WORD" };
    readonly Option<string?> _text = new("--text") { Description = "Only runs whose name, id or tags hold this text, in any case.", HelpName = "TEXT" };

    readonly Option<Severity?> _atLeast = new("--at-least")
    {
        Description = "Only runs with a finding at least this grave: note, warning, error or fatal.",
        HelpName = "SEVERITY",
        CustomParser = SharedOptions.SeverityOf,
    };

    readonly Option<long?> _take = new("--take")
    {
        Description = FormattableString.Invariant($"How many at most, the newest first; 0 for all. Default: {UsuallyEnough}."),
        HelpName = "NUMBER",
        CustomParser = argument => SharedOptions.Whole(argument, 0, int.MaxValue),
    };

    public Command Build(Func<ParseResult, Terminal> terminal, SharedOptions shared)
    {
        var show = new Command("show", "Show one run: how it went, what was found, what guards did.") { _run };
        show.SetAction(parsed => Show(parsed, terminal(parsed), shared));
        var tag = new Command("tag", "Give a run tags, or take them away.") { _run, _words };
        tag.SetAction(parsed => Tag(parsed, terminal(parsed), shared));
        var rebuild = new Command("rebuild", "Make the index anew from the folders. Tags stay.");
        rebuild.SetAction(parsed => Rebuild(parsed, terminal(parsed), shared));
        var command = new Command("runs", "List the recorded runs: how they stand, what was found.") { _status, _tag, _text, _atLeast, _take, show, tag, rebuild };
        new RunsDeletion(_options, time).AddTo(command, terminal, shared);
        command.Add(new RunsExport(_options).Build(terminal, shared));
        _options.AddTo(command);
        command.SetAction(parsed => List(parsed, terminal(parsed), shared));
        return command;
    }

    int List(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        using var index = _options.Open(parsed);
        var query = new RunQuery { Status = parsed.GetValue(_status), Tag = parsed.GetValue(_tag), Text = parsed.GetValue(_text) ?? "", AtLeast = parsed.GetValue(_atLeast) };
        var found = index.All(query);
        var most = (int)(parsed.GetValue(_take) ?? UsuallyEnough);
        if (json is not { TakesStandardOutput: true }) RunsPage.Write(new(terminal), found, most, query != new RunQuery(), index, time.GetUtcNow());
        json?.Write(writer => RunsJson.WriteList(writer, [.. found.Take(most == 0 ? found.Count : most)], found.Count, index));
        return ExitCode.Healthy;
    }

    int Show(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        using var index = _options.Open(parsed);
        var entry = index.Find(parsed.GetValue(_run)!);
        if (RunsIndex.Elsewhere(entry) is { } elsewhere)
        {
            if (json is not { TakesStandardOutput: true }) KnownRunPage.Write(new(terminal), entry, elsewhere, time.GetUtcNow());
            json?.Write(writer => RunsJson.WriteKnown(writer, entry, elsewhere));
            return ExitCode.Healthy;
        }

        var run = RunsIndex.Read(entry);
        if (json is not { TakesStandardOutput: true }) RunPage.Write(new(terminal), entry, run, time.GetUtcNow());
        json?.Write(writer => RunsJson.WriteOne(writer, entry, run));
        return ExitCode.Healthy;
    }

    int Tag(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        using var index = _options.Open(parsed);
        var entry = index.Find(parsed.GetValue(_run)!);
        var tags = entry.Tags.ToHashSet(StringComparer.Ordinal);
        foreach (var word in parsed.GetValue(_words) ?? [])
        {
            if (word.StartsWith('+')) tags.Add(word[1..]);
            else if (!word.StartsWith('-')) throw new CallRefusedException($"A tag is given with +{word} and taken away with -{word}, but '{word}' was written.");
            else if (!tags.Remove(word[1..])) throw new CallRefusedException($"The run has no tag '{word[1..]}'.{Suggestion.For(word[1..], tags)}");
        }

        var ordered = Words(tags);
        if (parsed.GetValue(_words) is { Length: > 0 } && !RunsIndex.Refusing(() => index.Store.Tag(entry.Manifest.Id, ordered)))
            throw new CallRefusedException($"{entry.Folder} does not lie in {index.Folder}: only runs of the index have tags. Name its folder of runs with --runs.");
        if (json is not { TakesStandardOutput: true }) new Page(terminal).Line($" {entry.Manifest.Name}  {RunsPage.ShortId(entry)}  {(ordered.Count == 0 ? "no tags" : string.Join(' ', ordered))}");
        json?.Write(writer => RunsJson.WriteTags(writer, entry with { Tags = ordered }));
        return ExitCode.Healthy;
    }

    int Rebuild(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        using var index = _options.Open(parsed, rebuild: true);
        if (json is not { TakesStandardOutput: true }) RunsPage.WriteRebuilt(new(terminal), index);
        json?.Write(writer => RunsJson.WriteRebuilt(writer, index));
        return ExitCode.Healthy;
    }

    static IReadOnlyList<string> Words(IEnumerable<string> tags)
    {
        try
        {
            return RunTags.Ordered(tags);
        }
        catch (ArgumentException refusal)
        {
            throw new CallRefusedException(refusal.Message.Split(" (Parameter", 2)[0]);
        }
    }
}
