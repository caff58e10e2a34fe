namespace Fathom.Store.Tests;

public sealed class SqliteRunStoreTests : RunStoreTests
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fathom-store-");

    // Letters that mean something in connection strings and addresses.
    protected override string Connection => Path.Combine(_folder.FullName, "a team's; x=\"1\" 100%?#", "runs.db");

    protected override void CleanUp() => _folder.Delete(recursive: true);
}
