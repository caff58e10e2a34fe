using System.Data.Common;
using System.Net.Sockets;
using FluentMigrator.Runner;
using Npgsql;

namespace Fathom.Store.Databases;

/// <summary>An index on a PostgreSQL server, which the machines of a team share.</summary>
sealed class PostgresDatabase : IDatabase
{
    /// <summary>Any number that no other program takes for its own locks: the letters "fathom".</summary>
    const long LockNumber = 0x666174686f6d;

    readonly NpgsqlDataSource _source;

    public PostgresDatabase(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection) { ApplicationName = "fathom" };

        // The migrations' one connection would lie ready for reuse until the process ends, and nobody would use it.
        ConnectionString = new NpgsqlConnectionStringBuilder(builder.ToString()) { Pooling = false }.ToString();
        Place = $"{builder.Database ?? builder.Username ?? "postgres"} at {builder.Host}:{builder.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        _source = NpgsqlDataSource.Create(builder);
    }

    public string Place { get; }

    public string ConnectionString { get; }

    public string Position => "strpos";

    public string CountTables => "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = @table";

    public bool IsThere => true;

    public DbConnection Connect() => _source.OpenConnection();

    public IDisposable LockSchema()
    {
        // Ends with its connection, also where the process dies.
        var connection = _source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_advisory_lock(@number)";
        command.Parameters.AddWithValue("number", LockNumber);
        try
        {
            command.ExecuteNonQuery();
            return new SchemaLock(connection, LockNumber);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void AddMigrations(IMigrationRunnerBuilder builder) => builder.AddPostgres();

    public bool IsLost(Exception failure) => failure switch
    {
        // 57P01..57P03: the server is going down or coming up; 42P01: the tables are gone, as after a database was made anew.
        PostgresException refusal => refusal.SqlState is "57P01" or "57P02" or PostgresErrorCodes.UndefinedTable,
        NpgsqlException { InnerException: IOException or SocketException or EndOfStreamException } => true,
        _ => false,
    };

    public string? Explain(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => $"The store's database {Place} does not exist: create it first, for example with createdb.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refusal =>
            $"The store {Place} refused the user or the password: {refusal.MessageText}.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refusal => $"The store {Place} does not allow that: {refusal.MessageText}.",
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } =>
            $"The store {Place} is starting or stopping. Try again in a moment.",
        PostgresException refusal => $"The store {Place} could not answer: {refusal.MessageText} ({refusal.SqlState}).",
        NpgsqlException or TimeoutException or SocketException => $"The store {Place} cannot be reached: {FirstLine(failure)}",
        _ => null,
    };

    public void Forget() => _source.Clear();

    public void Dispose() => _source.Dispose();

    static string FirstLine(Exception failure) => (failure.InnerException ?? failure).Message.Split('\n', 2)[0].Trim();
}
