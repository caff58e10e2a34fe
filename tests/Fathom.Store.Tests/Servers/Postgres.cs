namespace Fathom.Store.Tests.Servers;

/// <summary>The one server of all tests, started when the first test asks for it.</summary>
public sealed class Postgres : IDisposable
{
    readonly Lazy<PostgresServer?> _server = new(PostgresServer.StartHere);

    /// <summary>Skips the test that asks where there is no server.</summary>
    public string NewDatabase()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return _server.Value!.NewDatabase();
    }

    public void Dispose()
    {
        if (_server.IsValueCreated) _server.Value?.Dispose();
    }
}
