using System.Collections.Concurrent;

namespace Fathom.Web.Tests.Browser;

/// <summary>The pages over a folder of runs of its own, on a free port.</summary>
public sealed class Server : IAsyncLifetime
{
    readonly ConcurrentQueue<string> _problems = new();
    WatchServer? _server;

    public string RunsFolder { get; } = Directory.CreateTempSubdirectory("fathom-web-").FullName;

    public IReadOnlyCollection<string> Problems => _problems;

    public Uri Address => _server!.Address;

    public string At(string path) => new Uri(Address, path).ToString();

    public async ValueTask InitializeAsync() =>
        _server = await WatchServer.Start(new() { RunsFolder = RunsFolder, Port = 0, Problem = _problems.Enqueue }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(RunsFolder, true);
    }
}
