using System.CommandLine;
using System.Net;
using Fathom.Web;

namespace Fathom.Cli.Commands;

/// <summary>Serves the live pages until it is interrupted.</summary>
sealed class WatchCommand
{
    readonly Option<int> _port = new("--port")
    {
        Description = "The port; 0 takes a free one.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 5210,
        CustomParser = argument => (int)(SharedOptions.Whole(argument, 0, 65535) ?? 0),
    };

    readonly Option<string?> _runs = new("--runs") { Description = "The folder whose runs are shown.", HelpName = "FOLDER" };

    readonly Option<string> _address = new("--address")
    {
        Description = "The address to listen on; any but a loopback address demands a token.",
        HelpName = "IP",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    public Command Build(Func<ParseResult, Terminal> terminal)
    {
        var command = new Command("watch", "Serve the live pages: runs, one run as it trains, the lab, comparisons.") { _port, _runs, _address };
        command.SetAction((parsed, cancellation) => Run(parsed, terminal(parsed), cancellation));
        return command;
    }

    async Task<int> Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var interruption = new Interruption();
        if (!IPAddress.TryParse(parsed.GetValue(_address), out var address))
            throw new CallRefusedException($"--address must be an IP address, but was '{parsed.GetValue(_address)}'.");
        var options = new WatchOptions
        {
            RunsFolder = parsed.GetValue(_runs) ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "fathom", "runs"),
            Address = address,
            Port = parsed.GetValue(_port),
            Problem = sentence => terminal.Error.WriteLine($"fathom: {sentence}"),
        };
        await using var server = await WatchServer.Start(options, interruption.Token);
        await terminal.Out.WriteLineAsync($"Fathom's pages are at {server.Address} (Ctrl-C stops)");
        await terminal.Out.FlushAsync(cancellation);
        await server.RunUntil(interruption.Token);
        return ExitCode.Healthy;
    }
}
