using System.CommandLine;
using System.CommandLine.Parsing;
using Fathom.Journal;
using Fathom.Runs;
using Fathom.Store;

namespace Fathom.Cli.Commands;

/// <summary>Which runs and which index a command is about.</summary>
sealed class RunsOptions
{
    readonly Option<string?> _runs = new("--runs")
    {
        Description = $"The folder that holds the runs. Default: ${RunFolders.Variable}, else fathom/runs in the user's folder of local data.",
        HelpName = "FOLDER",
        Recursive = true,
    };

    readonly Option<string?> _store = new("--store")
    {
        Description = $"The index: a SQLite file, or \"Host=...;Database=...\" for a PostgreSQL server. Default: {RunStore.DefaultFile} in the folder of runs.",
        HelpName = "FILE",
        Recursive = true,
    };

    public void AddTo(Command command)
    {
        command.Add(_runs);
        command.Add(_store);
    }

    /// <summary>The index, brought up to date with the folder.</summary>
    public RunsIndex Open(ParseResult parsed, bool rebuild = false)
    {
        var runs = parsed.GetValue(_runs);
        if (runs is not null && !Directory.Exists(runs)) throw new CallRefusedException($"--runs must name a folder, but there is no folder '{runs}'.");
        var store = parsed.GetValue(_store);
        if (store is { Length: 0 }) throw new CallRefusedException("--store needs a file, or a connection string such as \"Host=db;Database=fathom;Username=me\".");
        return RunsIndex.Open(Path.GetFullPath(runs ?? RunFolders.Default), store, rebuild);
    }

    /// <summary>An option for a status by its name.</summary>
    public static Option<RunStatus?> Status(string description) => new("--status") { Description = description, HelpName = "STATUS", CustomParser = StatusOf };

    static RunStatus? StatusOf(ArgumentResult argument)
    {
        var written = argument.Tokens[0].Value;
        var known = Enum.GetValues<RunStatus>().ToDictionary(status => status.ToString().ToLowerInvariant(), StringComparer.OrdinalIgnoreCase);
        if (known.TryGetValue(written, out var status)) return status;
        argument.AddError($"--status must be {string.Join(", ", known.Keys)}, but was '{written}'.{Suggestion.For(written, known.Keys)}");
        return null;
    }
}
