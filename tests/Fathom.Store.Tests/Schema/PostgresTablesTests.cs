using Fathom.Store.Databases;
using Fathom.Store.Tests.Servers;

namespace Fathom.Store.Tests.Schema;

public sealed class PostgresTablesTests(Postgres server) : TablesTests
{
    protected override string Connection => field ??= server.NewDatabase();

    internal override IDatabase Database() => new PostgresDatabase(Connection);
}
