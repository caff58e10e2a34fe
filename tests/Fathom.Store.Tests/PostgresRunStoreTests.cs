using Fathom.Store.Tests.Servers;

namespace Fathom.Store.Tests;

public sealed class PostgresRunStoreTests(Postgres server) : RunStoreTests
{
    protected override string Connection => field ??= server.NewDatabase();
}
