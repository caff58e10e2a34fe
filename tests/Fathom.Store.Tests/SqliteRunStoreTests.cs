namespace Fathom.Store.Tests;

public sealed class SqliteRunStoreTests : RunStoreTests
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fathom-store-");

    protected override string Connection => Path.Combine(_folder.FullName, "team", "runs.db");

    protected override void CleanUp() => _folder.Delete(recursive: true);
}
