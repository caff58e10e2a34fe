namespace Fathom.Cli.Tests;

/// <summary>Where this repository's own files are, seen from a test.</summary>
static class RepositoryRoot
{
    public static string Path { get; } = Above(AppContext.BaseDirectory);

    static string Above(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "Fathom.slnx")) ? folder : Above(System.IO.Path.GetDirectoryName(folder)!);
}
