using System.Data.Common;
using FluentMigrator.Runner;

namespace Fathom.Store.Databases;

/// <summary>All that differs between the servers that an index may live on.</summary>
interface IDatabase : IDisposable
{
    /// <summary>Where it is, for messages; never with a password.</summary>
    string Place { get; }

    /// <summary>For the migrations, which connect by themselves.</summary>
    string ConnectionString { get; }

    /// <summary>The function that says where in its first argument the second one starts, 0 where it does not occur.</summary>
    string Position { get; }

    /// <summary>A query for the number of tables called <c>@table</c>.</summary>
    string CountTables { get; }

    /// <summary>False where what was there went away, so that everything must be made anew.</summary>
    bool IsThere { get; }

    DbConnection Connect();

    /// <summary>Held by the one process that changes the tables.</summary>
    IDisposable LockSchema();

    void AddMigrations(IMigrationRunnerBuilder builder);

    /// <summary>True for a failure of the connection, not of what was asked: a second try with a new one may succeed.</summary>
    bool IsLost(Exception failure);

    /// <summary>What went wrong and what to do, in a sentence or two; null for what is no failure of the database.</summary>
    string? Explain(Exception failure);

    /// <summary>Closes connections that lie ready for reuse.</summary>
    void Forget();
}
