using Fathom.Store.Databases;

namespace Fathom.Store.Tests.Schema;

public sealed class SqliteTablesTests : TablesTests
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fathom-tables-");

    protected override string Connection => Path.Combine(_folder.FullName, "runs.db");

    internal override IDatabase Database() => new SqliteDatabase(Connection);

    protected override void CleanUp() => _folder.Delete(recursive: true);
}
