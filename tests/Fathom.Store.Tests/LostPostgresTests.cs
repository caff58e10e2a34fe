using Fathom.Store.Tests.Servers;
using Npgsql;

namespace Fathom.Store.Tests;

/// <summary>What happens when the server goes away: a server of its own, which the tests stop and start.</summary>
public sealed class LostPostgresTests : IDisposable
{
    readonly PostgresServer? _server = PostgresServer.StartHere();

    PostgresServer Server
    {
        get
        {
            Assert.SkipWhen(_server is null, PostgresServer.Missing ?? "");
            return _server!;
        }
    }

    public void Dispose() => _server?.Dispose();

    [Fact]
    public void A_stopped_server_is_named_without_its_password_and_found_again_after_its_start()
    {
        using var store = RunStore.Open(Server.NewDatabase() + ";Password=sesame");
        store.Save(Entries.Full(1));

        Server.Stop();
        var reading = Assert.Throws<RunStoreException>(() => store.List(new()));
        var writing = Assert.Throws<RunStoreException>(() => store.Save(Entries.Of(2)));
        Server.Start();

        Assert.Contains("cannot be reached", reading.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", reading.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", reading.Message + writing.Message + store.Place, StringComparison.Ordinal);
        Assert.Equal(Entries.Text(Entries.Full(1)), Entries.Text(Assert.Single(store.List(new()))));
        store.Save(Entries.Of(2));
        Assert.Equal(2, store.List(new()).Count);
    }

    [Fact]
    public void A_restart_between_two_questions_goes_unnoticed()
    {
        using var store = RunStore.Open(Server.NewDatabase());
        store.Save(Entries.Of(1));

        Server.Stop();
        Server.Start();

        Assert.Single(store.List(new()));
        Assert.True(store.Tag(Entries.Id(1), ["word"]));
    }

    [Fact]
    public void Connections_that_somebody_ends_are_replaced()
    {
        using var store = RunStore.Open(Server.NewDatabase());
        store.Save(Entries.Of(1));
        using var other = new NpgsqlConnection(Server.ConnectionTo("postgres"));
        other.Open();
        using var end = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'fathom'", other);

        end.ExecuteNonQuery();

        Assert.Single(store.List(new()));
    }

    [Fact]
    public void A_database_made_anew_gets_its_tables()
    {
        var connection = Server.NewDatabase();
        using var store = RunStore.Open(connection);
        store.Save(Entries.Of(1));
        using var other = new NpgsqlConnection(connection);
        other.Open();
        using var drop = new NpgsqlCommand("DROP SCHEMA public CASCADE; CREATE SCHEMA public", other);

        drop.ExecuteNonQuery();

        Assert.Empty(store.List(new()));
        store.Save(Entries.Of(2));
        Assert.Single(store.List(new()));
    }

    [Fact]
    public void A_database_that_does_not_exist_is_said_to_be_missing()
    {
        var refusal = Assert.Throws<RunStoreException>(() => RunStore.Open(Server.ConnectionTo("nowhere")));

        Assert.Contains("nowhere", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("createdb", refusal.Message, StringComparison.Ordinal);
    }
}
