using System.Globalization;
using Dapper;
using Fathom.Store.Databases;
using Fathom.Store.Schema;

namespace Fathom.Store.Tests.Schema;

/// <summary>How databases of all ages become what this Fathom needs.</summary>
public abstract class TablesTests : IDisposable
{
    protected abstract string Connection { get; }

    public static TheoryData<long> Versions => [.. Enumerable.Range(1, (int)AllMigrations.Newest).Select(version => (long)version)];

    public void Dispose()
    {
        CleanUp();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_database_of_every_version_comes_up_to_date_with_its_runs(long version)
    {
        using (var database = Database())
        {
            Tables.Upgrade(database, version);
            using var connection = database.Connect();

            // As version 1 wrote it. Columns that came later have defaults.
            connection.Execute(
                "INSERT INTO fathom_run (id, name, started, folder, status, step, last_record, worst_finding, sparkline, bytes, problem, manifest, search, tags, tags_search) " +
                "VALUES ('a', 'old', 638000000000000000, '/runs/a', 'finished', 42, 638000000000000001, '', @none, 7, '', " +
                "'{\"layout\":1,\"id\":\"a\",\"name\":\"old\",\"kind\":\"train\",\"started\":\"2022-09-26T14:13:20+00:00\"}', 'old', @tags, @tags)",
                new { none = Array.Empty<byte>(), tags = "\nkept\n" });
        }

        using var store = RunStore.Open(Connection);

        var run = Assert.Single(store.List(new() { Tag = "kept" }));
        Assert.Equal("old", run.Manifest.Name);
        Assert.Equal(42, run.Step);
        store.Save(Entries.Full(3));
        Assert.Equal(2, store.List(new()).Count);
    }

    [Fact]
    public void Migrations_are_numbered_without_gaps()
    {
        using var store = RunStore.Open(Connection);
        using var database = Database();
        using var connection = database.Connect();

        var versions = connection.Query<long>($"SELECT {VersionTable.Column} FROM {VersionTable.Name} ORDER BY 1");

        Assert.Equal(Versions.Select(row => row.Data), versions);
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused_with_a_sentence_and_left_alone()
    {
        RunStore.Open(Connection).Dispose();
        using var database = Database();
        using var connection = database.Connect();
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {VersionTable.Name} ({VersionTable.Column}) VALUES ({AllMigrations.Newest + 1})"));

        var refusal = Assert.Throws<RunStoreException>(() => RunStore.Open(Connection));

        Assert.Contains("newer Fathom", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Update Fathom", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(AllMigrations.Newest + 1, connection.ExecuteScalar<long>($"SELECT count(*) FROM {VersionTable.Name}"));
    }

    [Fact]
    public void Tables_of_other_programs_in_the_same_database_do_not_matter()
    {
        using var database = Database();
        using (var connection = database.Connect()) connection.Execute("CREATE TABLE \"VersionInfo\" (\"Version\" bigint); INSERT INTO \"VersionInfo\" VALUES (77); CREATE TABLE run (id text)");

        using var store = RunStore.Open(Connection);
        store.Save(Entries.Full(1));

        Assert.Single(store.List(new()));
    }

    [Fact]
    public void A_database_that_is_up_to_date_is_not_touched()
    {
        RunStore.Open(Connection).Dispose();
        using var database = Database();
        using var locked = database.LockSchema();

        using var store = RunStore.Open(Connection);

        Assert.Empty(store.List(new()));
    }

    internal abstract IDatabase Database();

    protected virtual void CleanUp()
    {
    }
}
