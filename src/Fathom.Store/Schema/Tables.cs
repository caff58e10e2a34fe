using System.Globalization;
using Dapper;
using Fathom.Store.Databases;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Initialization;
using Microsoft.Extensions.DependencyInjection;

namespace Fathom.Store.Schema;

/// <summary>Brings the tables of a database to the version that this Fathom knows.</summary>
static class Tables
{
    /// <summary>Asks first whether anything is to be done, which takes a millisecond: the machinery of migrations takes a third of a second.</summary>
    /// <exception cref="RunStoreException">A newer Fathom made the tables.</exception>
    public static void Upgrade(IDatabase database) => Upgrade(database, AllMigrations.Newest);

    /// <summary>The same up to an older version, for tests.</summary>
    public static void Upgrade(IDatabase database, long version)
    {
        if (database.IsThere && VersionOf(database) >= version) return;
        using var only = database.LockSchema();

        // Another process may have done it meanwhile.
        if (database.IsThere && VersionOf(database) >= version) return;
        using var services = new ServiceCollection().AddFluentMigratorCore()
            .ConfigureRunner(runner =>
            {
                database.AddMigrations(runner);
                runner.WithGlobalConnectionString(database.ConnectionString).WithVersionTable(new VersionTable());
            })
            .AddSingleton<IFilteringMigrationSource, AllMigrations>()
            .BuildServiceProvider();
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp(version);
    }

    static long VersionOf(IDatabase database)
    {
        using var connection = database.Connect();
        if (connection.ExecuteScalar<long>(database.CountTables, new { table = VersionTable.Name }) == 0) return 0;
        var version = connection.ExecuteScalar<long?>($"SELECT max({VersionTable.Column}) FROM {VersionTable.Name}") ?? 0;
        return version <= AllMigrations.Newest
            ? version
            : throw new RunStoreException(string.Create(CultureInfo.InvariantCulture,
                $"The index {database.Place} was made by a newer Fathom: its tables are of version {version}, and this one knows up to {AllMigrations.Newest}. Update Fathom, or name another index with --store."));
    }
}
