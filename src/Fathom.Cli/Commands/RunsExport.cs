using System.CommandLine;
using Fathom.Cli.Json;
using Fathom.Cli.Text;
using Fathom.Runs;
using Fathom.Store.Exports;

namespace Fathom.Cli.Commands;

/// <summary>Writes a run for other programs.</summary>
sealed class RunsExport(RunsOptions options)
{
    readonly Argument<string> _run = new("RUN") { Description = "The run." };
    readonly Option<string> _format = new("--format") { Description = "csv or parquet (a folder with a file per table), or json (one document).", HelpName = "FORMAT", DefaultValueFactory = _ => "csv" };
    readonly Option<string?> _out = new("--out") { Description = "The folder, or for json the file, or - for standard output. Default: named after the run, here.", HelpName = "PATH" };

    public Command Build(Func<ParseResult, Terminal> terminal, SharedOptions shared)
    {
        _format.AcceptOnlyFromAmong("csv", "parquet", "json");
        var command = new Command("export", "Write a run as CSV, Parquet or JSON: scalars, layers, parameters, ledger, findings, guard events, trials.") { _run, _format, _out };
        command.SetAction(parsed => Run(parsed, terminal(parsed), shared));
        return command;
    }

    int Run(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var format = parsed.GetValue(_format)!;
        var written = parsed.GetValue(_out);
        if (parsed.GetValue(shared.Json) is not null) throw new CallRefusedException("fathom runs export writes what --format says; for JSON say --format json --out FILE.");
        if (written == "-" && format != "json") throw new CallRefusedException($"--out - is for --format json: {format} makes several files.");
        using var index = options.Open(parsed);
        var entry = index.Find(parsed.GetValue(_run)!);
        var run = RunsIndex.Read(entry);
        if (format == "json" && written == "-")
        {
            JsonOutput.For("-", terminal)!.Write(json => RunJson.Write(json, run));
            return ExitCode.Healthy;
        }

        var target = written ?? DefaultName(entry, format);
        var files = RunsIndex.Refusing(() => Written(run, format, target));
        new Page(terminal).Line($" {(files.Count == 1 ? files[0] : $"{Number.Whole(files.Count)} tables in {target}")}, {Size.Text(files.Sum(file => new FileInfo(file).Length))}");
        return ExitCode.Healthy;
    }

    static IReadOnlyList<string> Written(RunView run, string format, string target)
    {
        if (format == "csv") return RunExport.ToCsv(run, target);
        if (format == "parquet") return RunExport.ToParquet(run, target);
        RunExport.ToJson(run, target);
        return [target];
    }

    static string DefaultName(RunEntry run, string format)
    {
        var name = string.Concat(run.Manifest.Name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-'));
        return $"{name}-{RunsPage.ShortId(run)}{(format == "json" ? ".json" : $"-{format}")}";
    }
}
