using FluentMigrator;
using FluentMigrator.Runner.Initialization;

namespace Fathom.Store.Schema;

/// <summary>Every change of the tables, oldest first; the same for all servers. A new one is added here.</summary>
sealed class AllMigrations : IFilteringMigrationSource
{
    static readonly Func<IMigration>[] Makers = [() => new CreateRuns()];

    /// <summary>The version of the tables that this Fathom reads and writes; the first is 1, and none is left out.</summary>
    public static long Newest => Makers.Length;

    public IEnumerable<IMigration> GetMigrations(Func<Type, bool> predicate) => Makers.Select(make => make()).Where(migration => predicate(migration.GetType()));
}
