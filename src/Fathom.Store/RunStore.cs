using System.Data.Common;
using Dapper;
using Fathom.Journal;
using Fathom.Runs;
using Fathom.Store.Databases;
using Fathom.Store.Indexing;
using Fathom.Store.Schema;

namespace Fathom.Store;

/// <summary>The index over runs, in a SQLite file or on a PostgreSQL server. Several processes may use one at once.</summary>
public sealed class RunStore : IRunStore
{
    /// <summary>The file's name where nobody named another: <c>runs.db</c> in the folder of all runs.</summary>
    public const string DefaultFile = "runs.db";

    readonly IDatabase _database;

    RunStore(IDatabase database) => _database = database;

    /// <summary>Where the index is, for messages: a file, or a database and its server. Never holds a password.</summary>
    public string Place => _database.Place;

    /// <summary>Opens an index; makes it or brings its tables up to date where necessary.</summary>
    /// <param name="connection">
    /// A file for SQLite, or a connection string with <c>Host=</c> for PostgreSQL, such as <c>Host=db;Database=fathom;Username=me</c>; a password is
    /// better kept in the variable PGPASSWORD or in a password file. Empty: <see cref="DefaultFile"/> in <see cref="RunFolders.Default"/>.
    /// </param>
    /// <exception cref="RunStoreException">It cannot be opened, or a newer Fathom made it.</exception>
    public static RunStore Open(string connection = "") => Open(DatabaseOf(connection));

    internal static RunStore Open(IDatabase database)
    {
        var store = new RunStore(database);
        try
        {
            store.Explaining(() => Tables.Upgrade(database));
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="RunStoreException">The index cannot be written.</exception>
    public void Save(RunEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Ask(connection =>
        {
            RunRows.Save(connection, entry);
            return true;
        });
    }

    /// <inheritdoc/>
    /// <exception cref="RunStoreException">The index cannot be read.</exception>
    public RunEntry? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Ask(connection => RunRows.Read(connection, "WHERE id = @id", new { id = Storable.Text(id) }).SingleOrDefault());
    }

    /// <inheritdoc/>
    /// <exception cref="RunStoreException">The index cannot be read.</exception>
    public IReadOnlyList<RunEntry> List(RunQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Skip, nameof(query));
        ArgumentOutOfRangeException.ThrowIfNegative(query.Take, nameof(query));
        var conditions = Conditions.Of(query, _database);
        return Ask(connection => RunRows.Read(connection, conditions.Text, conditions.Parameters));
    }

    /// <summary>Replaces the tags of a run, in the index and, where the run's folder can be written, in its <see cref="RunTags.FileName"/>; false where there is no such run.</summary>
    /// <exception cref="ArgumentException">A tag is not one word; see <see cref="RunTags.Ordered"/>.</exception>
    /// <exception cref="RunStoreException">The index cannot be written.</exception>
    public bool Tag(string id, IReadOnlyList<string> tags)
    {
        ArgumentNullException.ThrowIfNull(id);
        var ordered = RunTags.Ordered(tags);
        var parameters = new { id = Storable.Text(id), tags = Storable.Tags(ordered), search = Storable.Folded(Storable.Tags(ordered)) };
        if (Ask(connection => connection.Execute("UPDATE fathom_run SET tags = @tags, tags_search = @search WHERE id = @id", parameters)) == 0) return false;
        if (Find(id) is { } entry) RunTags.Keep(entry.Folder, ordered);
        return true;
    }

    /// <inheritdoc/>
    /// <exception cref="RunStoreException">The index cannot be written.</exception>
    public bool Remove(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var parameters = new { id = Storable.Text(id) };
        return Ask(connection =>
        {
            using var transaction = connection.BeginTransaction();
            var removed = connection.Execute("DELETE FROM fathom_run WHERE id = @id", parameters, transaction);
            connection.Execute("DELETE FROM fathom_folder WHERE run = @id", parameters, transaction);
            transaction.Commit();
            return removed > 0;
        });
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _database.Dispose();

    internal IReadOnlyDictionary<string, FolderRow> Folders(string host) =>
        Ask(connection => FolderRows.Read(connection, host).ToDictionary(row => row.Folder, StringComparer.Ordinal));

    internal void Keep(string host, IReadOnlyList<FolderChange> changes) => Ask(connection =>
    {
        using var transaction = connection.BeginTransaction();
        foreach (var change in changes) FolderRows.Keep(connection, host, change, transaction);
        transaction.Commit();
        return true;
    });

    internal void Forget(string host, IReadOnlyList<string> folders) => Ask(connection =>
    {
        using var transaction = connection.BeginTransaction();
        foreach (var folder in folders) FolderRows.Forget(connection, host, folder, transaction);
        transaction.Commit();
        return true;
    });

    static IDatabase DatabaseOf(string connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (connection.Length == 0) return new SqliteDatabase(Path.Combine(RunFolders.Default, DefaultFile));
        if (connection.Contains("://", StringComparison.Ordinal))
            throw new RunStoreException("The store must be a file or a connection string such as Host=db;Database=fathom;Username=me, but an address was given.");
        if (!connection.Contains("Host=", StringComparison.OrdinalIgnoreCase) && !connection.Contains("Server=", StringComparison.OrdinalIgnoreCase))
            return FileAt(Path.GetFullPath(connection));
        try
        {
            return new PostgresDatabase(connection);
        }
        catch (Exception refusal) when (refusal is ArgumentException or FormatException)
        {
            throw new RunStoreException($"The store's connection string is not right: {refusal.Message}", refusal);
        }
    }

    static SqliteDatabase FileAt(string path) => !Directory.Exists(path)
        ? new(path)
        : throw new RunStoreException($"The store must be a file, but {path} is a folder. Name a file in it, such as {Path.Combine(path, DefaultFile)}.");

    /// <summary>Every question may be asked twice with the same result; so a lost connection, as after a restart of the server, is tried anew once.</summary>
    T Ask<T>(Func<DbConnection, T> question) => Explaining(() =>
    {
        try
        {
            return Once(question);
        }
        catch (Exception failure) when (_database.IsLost(failure))
        {
            _database.Forget();
            Tables.Upgrade(_database);
            return Once(question);
        }
    });

    T Once<T>(Func<DbConnection, T> question)
    {
        // A SQLite file that was removed still takes what is written into the open one.
        if (!_database.IsThere)
        {
            _database.Forget();
            Tables.Upgrade(_database);
        }

        using var connection = _database.Connect();
        return question(connection);
    }

    void Explaining(Action act) => Explaining(() =>
    {
        act();
        return true;
    });

    T Explaining<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception failure) when (Sentence(failure) is { } sentence)
        {
            throw new RunStoreException(sentence, failure);
        }
    }

    // The migrations wrap what the database said.
    string? Sentence(Exception failure) =>
        failure is RunStoreException ? null : _database.Explain(failure) ?? (failure.InnerException is { } cause ? Sentence(cause) : null);
}
