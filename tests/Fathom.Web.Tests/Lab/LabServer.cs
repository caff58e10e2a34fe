using System.Collections.Concurrent;

namespace Fathom.Web.Tests.Lab;

/// <summary>The pages with a real Fathom behind them, so that what the Lab starts is really trained.</summary>
public sealed class LabServer : IAsyncLifetime
{
    readonly ConcurrentQueue<string> _problems = new();
    WatchServer? _server;

    public string RunsFolder { get; } = Directory.CreateTempSubdirectory("fathom-lab-").FullName;

    public IReadOnlyCollection<string> Problems => _problems;

    public string At(string path) => new Uri(_server!.Address, path).ToString();

    public async ValueTask InitializeAsync() => _server = await WatchServer.Start(
        new() { RunsFolder = RunsFolder, Port = 0, Problem = _problems.Enqueue, Program = ["dotnet", Program], Limits = new() { AtOnce = 8 } }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(RunsFolder, true);
    }

    // Built beside this test, in the same configuration.
    static string Program
    {
        get
        {
            var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            return Path.Combine(RepositoryRoot.Path, "artifacts", "bin", "Fathom.Cli", configuration, "Fathom.Cli.dll");
        }
    }
}
