namespace Fathom.Store.Tests.Indexing;

public sealed class SqliteRunIndexerTests() : RunIndexerTests(null);
