using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using Fathom.Journal;
using Fathom.Store;
using Fathom.Web;

namespace Fathom.Cli.Commands;

/// <summary>Serves the live pages until it is interrupted.</summary>
sealed class WatchCommand
{
    const int UsualPort = 5210;
    const int ShortestToken = 16;

    readonly Option<long?> _port = new("--port")
    {
        Description = $"The port; 0 takes a free one. Default: {UsualPort}.",
        HelpName = "NUMBER",
        CustomParser = argument => SharedOptions.Whole(argument, 0, IPEndPoint.MaxPort),
    };

    readonly Option<string?> _runs = new("--runs")
    {
        Description = $"The folder that holds the runs. Default: ${RunFolders.Variable}, else fathom/runs in the user's folder of local data.",
        HelpName = "FOLDER",
    };

    readonly Option<string?> _store = new("--store")
    {
        Description = $"The index: a SQLite file, or \"Host=...;Database=...\" for a PostgreSQL server. Default: {RunStore.DefaultFile} in the folder of runs.",
        HelpName = "FILE",
    };

    readonly Option<string?> _address = new("--address")
    {
        Description = "The IP address to listen on. Default: 127.0.0.1, which only this machine reaches; any other demands a token.",
        HelpName = "IP",
    };

    readonly Option<string?> _token = new("--token")
    {
        Description = $"What a browser must show first, at least {ShortestToken} characters; random where the address demands one and none is given. "
            + "Better in the variable FATHOM_TOKEN, which other users of the machine do not see.",
        HelpName = "TEXT",
    };

    readonly Option<string[]> _host = new("--host")
    {
        Description = "A further name under which browsers call this machine; may be given several times.",
        HelpName = "NAME",
    };

    readonly Option<bool> _open = new("--open") { Description = "Open the pages in a browser." };

    readonly Option<bool> _readOnly = new("--read-only") { Description = "Start no trainings from the pages." };

    public Command Build(Func<ParseResult, Terminal> terminal)
    {
        var command = new Command("watch", "Serve the live pages: runs while they train, comparisons, experiments, the lab.")
        {
            _port, _runs, _store, _address, _token, _host, _open, _readOnly,
        };
        command.SetAction((parsed, _) => Run(parsed, terminal(parsed)));
        return command;
    }

    async Task<int> Run(ParseResult parsed, Terminal terminal)
    {
        using var interruption = new Interruption();
        var options = OptionsOf(parsed, terminal);
        StandAside();
        await using var server = await Start(options, interruption.Token);
        await terminal.Out.WriteLineAsync($"Fathom's pages:  {server.Address}");
        if (server.FirstVisit != server.Address)
        {
            await terminal.Out.WriteLineAsync($"The first visit: {server.FirstVisit}");
            if (!IPAddress.IsLoopback(options.Address)) await terminal.Error.WriteLineAsync("fathom: what is sent is not encrypted: where others can listen, put a proxy that speaks TLS before it, or a tunnel.");
        }

        await terminal.Out.WriteLineAsync($"Runs in {options.RunsFolder}. Ctrl-C stops.");
        await terminal.Out.FlushAsync(CancellationToken.None);
        if (parsed.GetValue(_open)) Open(server, terminal);
        await server.RunUntil(interruption.Token);
        return ExitCode.Healthy;
    }

    WatchOptions OptionsOf(ParseResult parsed, Terminal terminal)
    {
        var written = parsed.GetValue(_address) ?? "127.0.0.1";
        if (!IPAddress.TryParse(written, out var address)) throw new CallRefusedException($"--address must be an IP address such as 127.0.0.1 or 0.0.0.0, but was '{written}'.");
        var token = parsed.GetValue(_token) ?? (Environment.GetEnvironmentVariable("FATHOM_TOKEN") is { Length: > 0 } set ? set : null);
        if (token is { Length: < ShortestToken }) throw new CallRefusedException($"--token must have at least {ShortestToken} characters, but has {token.Length}.");
        return new()
        {
            RunsFolder = Path.GetFullPath(parsed.GetValue(_runs) ?? RunFolders.Default),
            Store = parsed.GetValue(_store) ?? "",
            Address = address,
            Port = (int)(parsed.GetValue(_port) ?? UsualPort),
            Token = token,
            HostNames = parsed.GetValue(_host) ?? [],
            Program = parsed.GetValue(_readOnly) ? [] : ThisProgram(),
            Problem = sentence => terminal.Error.WriteLine($"fathom: {sentence}"),
        };
    }

    static async Task<WatchServer> Start(WatchOptions options, CancellationToken cancellation)
    {
        try
        {
            return await WatchServer.Start(options, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or RunStoreException or System.Net.Sockets.SocketException)
        {
            throw new CallRefusedException($"The pages cannot be served: {failure.Message}");
        }
    }

    // Where trainings and pages want the same processor, the trainings get it.
    static void StandAside()
    {
        try
        {
            using var self = Process.GetCurrentProcess();
            self.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception refusal) when (refusal is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            // Then they share it.
        }
    }

    // The same program, whether it was started as itself or by dotnet.
    static IReadOnlyList<string> ThisProgram()
    {
        var process = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(process) == "dotnet" ? [process, typeof(WatchCommand).Assembly.Location] : [process];
    }

    static void Open(WatchServer server, Terminal terminal)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(server.FirstVisit.ToString()) { UseShellExecute = true });
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            terminal.Error.WriteLine("fathom: no browser could be opened: call the address yourself.");
        }
    }
}
