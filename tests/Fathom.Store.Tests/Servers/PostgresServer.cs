using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Fathom.Store.Tests.Servers;

/// <summary>A real PostgreSQL server of its own: on a free port of the loopback device, with its data in a temporary folder. Stopped and removed at the end.</summary>
public sealed class PostgresServer : IDisposable
{
    const string Packages = "/usr/lib/postgresql";

    readonly string _programs;
    readonly string _home;
    readonly int _port = FreePort();
    int _databases;

    PostgresServer(string programs)
    {
        _programs = programs;
        _home = Directory.CreateTempSubdirectory("fathom-postgres-").FullName;
        if (IsRoot) Run("chown", "postgres", _home);
        AsUser("initdb", "--pgdata", Data, "--auth", "trust", "--username", "postgres", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync");
        File.AppendAllText(Path.Combine(Data, "postgresql.conf"), string.Create(CultureInfo.InvariantCulture,
            $"\nlisten_addresses = '127.0.0.1'\nport = {_port}\nunix_socket_directories = '{_home}'\nfsync = off\nmax_connections = 50\n"));
        Start();
    }

    /// <summary>Why there is no server here; null where there is one.</summary>
    public static string? Missing => Programs is null ? "PostgreSQL is not installed: on Debian, apt-get install postgresql." : null;

    static bool IsRoot => Environment.UserName == "root";

    static string? Programs { get; } = Directory.Exists(Packages)
        ? Directory.GetDirectories(Packages).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    string Data => Path.Combine(_home, "data");

    public static PostgresServer? StartHere() => Programs is { } programs ? new(programs) : null;

    /// <summary>The connection string of a new database.</summary>
    public string NewDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"runs{Interlocked.Increment(ref _databases)}");
        using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return ConnectionTo(name);
    }

    public string ConnectionTo(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Database={database};Username=postgres;Timeout=5;Pooling=true");

    public void Start() => AsUser("pg_ctl", "start", "--pgdata", Data, "--wait", "--timeout", "60", "--log", Path.Combine(_home, "log"));

    public void Stop() => AsUser("pg_ctl", "stop", "--pgdata", Data, "--wait", "--mode", "immediate");

    public void Dispose()
    {
        try
        {
            Stop();
        }
        catch (InvalidOperationException)
        {
            // A test stopped it already.
        }

        Directory.Delete(_home, recursive: true);
    }

    // The server refuses to run as root.
    void AsUser(string program, params string[] words)
    {
        var file = Path.Combine(_programs, program);
        if (IsRoot) Run("runuser", ["-u", "postgres", "--", file, .. words]);
        else Run(file, words);
    }

    void Run(string program, params string[] words)
    {
        // Output goes nowhere: the server would keep an inherited pipe open for as long as it runs.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = _home };
        foreach (var word in (string[])["-c", "exec \"$@\" > /dev/null 2>&1 < /dev/null", "sh", program, .. words]) start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', words)} ended with {process.ExitCode}.");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
