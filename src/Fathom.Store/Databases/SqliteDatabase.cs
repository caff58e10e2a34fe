using System.Data.Common;
using System.Globalization;
using FluentMigrator.Runner;
using Microsoft.Data.Sqlite;

namespace Fathom.Store.Databases;

/// <summary>An index in one file, which several processes may use at once.</summary>
/// <param name="file">Its full path.</param>
/// <param name="patience">How many seconds to wait for others that write. Writes take milliseconds: longer waits mean that somebody hangs.</param>
sealed class SqliteDatabase(string file, int patience = 30) : IDatabase
{
    // Result codes of SQLite, https://sqlite.org/rescode.html.
    const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    public string Place => file;

    public string ConnectionString { get; } = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = patience }.ToString();

    public string Position => "instr";

    public string CountTables => "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = @table";

    public bool IsThere => File.Exists(file);

    public DbConnection Connect()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();

            // With a write-ahead log readers never wait for a writer. What a power cut may cost is a moment of the index, which the folders give back.
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout = {patience.ToString(CultureInfo.InvariantCulture)}000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public IDisposable LockSchema()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        for (var started = Environment.TickCount64; ;)
        {
            try
            {
                // Never deleted: a second process could hold the file that a third one no longer finds.
                return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Environment.TickCount64 - started < patience * 1000L && File.Exists(file + ".lock"))
            {
                Thread.Sleep(20);
            }
        }
    }

    public void AddMigrations(IMigrationRunnerBuilder builder) => builder.AddSQLite();

    public bool IsLost(Exception failure) => !IsThere;

    public string? Explain(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: Busy or Locked } => $"The index {file} is in use by another process and did not become free within {patience.ToString(CultureInfo.InvariantCulture)} seconds.",
        SqliteException { SqliteErrorCode: NotADatabase or Corrupt } =>
            $"{file} is no index of runs, or it is damaged. If it is one, remove it and call fathom runs rebuild: the runs' folders hold everything.",
        SqliteException { SqliteErrorCode: ReadOnly } => $"The index {file} cannot be written: the file or its folder is read-only. Name another with --store.",
        SqliteException { SqliteErrorCode: Full } => $"The index {file} cannot be written: the disk is full.",
        SqliteException { SqliteErrorCode: CannotOpen } => $"The index {file} cannot be opened: its folder is missing, or may not be read or written. Name another file with --store.",
        SqliteException { SqliteErrorCode: InputOutput } => $"The index {file} cannot be read or written: {failure.Message}",
        SqliteException => $"The index {file} could not answer: {failure.Message}",
        IOException or UnauthorizedAccessException => $"The index {file} cannot be opened: {failure.Message}",
        _ => null,
    };

    public void Forget()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    public void Dispose() => Forget();
}
