using System.CommandLine;
using Fathom.Cli.Json;
using Fathom.Cli.Text;
using Fathom.Lab;
using Fathom.Lab.Datasets;
using Fathom.Lab.Datasets.Published;
using Fathom.Lab.Recipes;
using Fathom.Recipes;

namespace Fathom.Cli.Commands;

/// <summary>Lists the data that can be learnt from, downloads published data sets, and says what data is.</summary>
sealed class DataCommand(TimeProvider time)
{
    const string MirrorVariable = "FATHOM_MIRROR";

    readonly Argument<string> _name = new("NAME") { Description = "A published data set: " + string.Join(", ", PublishedDataset.All.Select(dataset => dataset.Name)) + "." };
    readonly Argument<string> _source = new("SOURCE") { Description = "The data: SOURCE, SOURCE:FILE or SOURCE:FOLDER, such as csv:iris.csv (see: fathom data)." };

    readonly Option<string?> _from = new("--from")
    {
        Description = $"A mirror's address, instead of the data set's own home or what {MirrorVariable} says; the files' names are appended.",
        HelpName = "ADDRESS",
    };

    readonly SourceOptions _options = new();

    public Command Build(Func<ParseResult, Terminal> terminal, SharedOptions shared)
    {
        var download = new Command("download", "Fetch a published data set into the cache; what is there already is not fetched again.") { _name, _from };
        download.SetAction(parsed => Download(parsed, terminal(parsed), shared));
        var show = new Command("show", "Read data and say what it is: shape, classes, counts, first moments.") { _source };
        _options.AddTo(show);
        show.SetAction(parsed => Show(parsed, terminal(parsed), shared));
        var command = new Command("data", "List the data that can be learnt from, and what of it is cached.") { download, show };
        command.SetAction(parsed => List(parsed.GetValue(shared.Json), terminal(parsed)));
        return command;
    }

    static int List(string? target, Terminal terminal)
    {
        var json = JsonOutput.For(target, terminal);
        var cache = DataCache.OfUser();
        if (json is not { TakesStandardOutput: true }) DataPage.WriteList(new(terminal), cache);
        json?.Write(writer => DataJson.WriteList(writer, cache));
        return ExitCode.Healthy;
    }

    int Download(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        var name = parsed.GetValue(_name)!;
        var dataset = PublishedDataset.Find(name) ?? throw new CallRefusedException(
            $"No published data set is called '{name}'.{Suggestion.For(name, PublishedDataset.All.Select(one => one.Name))} There are {string.Join(", ", PublishedDataset.All.Select(one => one.Name))}.");
        var home = Mirror(parsed.GetValue(_from));
        var cache = DataCache.OfUser();
        var wasThere = cache.Holds(dataset);
        return Interruptibly(terminal, "nothing half is left", stop =>
        {
            using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            using var progress = new ProgressLine(terminal, time);
            var folder = new DatasetDownloader(cache, client, time).FetchAsync(dataset, home, progress.ShowDownload, stop).GetAwaiter().GetResult();
            progress.Dispose();
            if (json is not { TakesStandardOutput: true }) DataPage.WriteDownload(new(terminal), dataset, folder, wasThere);
            json?.Write(writer => DataJson.WriteDownload(writer, dataset, folder, wasThere));
        });
    }

    int Show(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        return Interruptibly(terminal, "the data was not read to its end", stop =>
        {
            var source = _options.ApplyTo(DataSource.Parse(parsed.GetValue(_source)!), parsed);
            var description = DataLoader.Describe(source, parsed.GetValue(shared.Seed) ?? 1, stop);
            if (json is not { TakesStandardOutput: true }) DataPage.WriteDescription(new(terminal), description);
            json?.Write(writer => DataJson.WriteDescription(writer, description));
        });
    }

    static int Interruptibly(Terminal terminal, string consequence, Action<CancellationToken> act)
    {
        using var interruption = new Interruption();
        try
        {
            act(interruption.Token);
            return ExitCode.Healthy;
        }
        catch (DataException refusal)
        {
            throw new CallRefusedException(refusal.Message);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            terminal.Error.WriteLine($"fathom: Stopped: {consequence}.");
            return ExitCode.Interrupted;
        }
    }

    static Uri? Mirror(string? written)
    {
        var address = written ?? Environment.GetEnvironmentVariable(MirrorVariable);
        if (string.IsNullOrEmpty(address)) return null;
        return Uri.TryCreate(address, UriKind.Absolute, out var home) && home.Scheme is "http" or "https"
            ? home
            : throw new CallRefusedException($"{(written is null ? MirrorVariable : "--from")} must be an address that starts with http:// or https://, but was '{address}'.");
    }
}
