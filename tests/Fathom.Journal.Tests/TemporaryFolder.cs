namespace Fathom.Journal.Tests;

/// <summary>A folder of its own for one test.</summary>
sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fathom-journal-").FullName;

    public string Run => System.IO.Path.Combine(Path, "run");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
