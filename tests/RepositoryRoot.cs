namespace Fathom;

/// <summary>Where this repository's own files are, seen from a test. Compiled into every test project.</summary>
static class RepositoryRoot
{
    /// <summary>Found from where the tests run: the paths of sources are not what they were in a deterministic build.</summary>
    public static string Path { get; } = Above(AppContext.BaseDirectory);

    static string Above(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "Fathom.slnx")) ? folder : Above(System.IO.Path.GetDirectoryName(folder)!);
}
