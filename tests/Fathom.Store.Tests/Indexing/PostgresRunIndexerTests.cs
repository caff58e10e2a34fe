using Fathom.Store.Tests.Servers;

namespace Fathom.Store.Tests.Indexing;

public sealed class PostgresRunIndexerTests(Postgres server) : RunIndexerTests(server.NewDatabase());
