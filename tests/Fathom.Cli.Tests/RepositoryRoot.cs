using System.Runtime.CompilerServices;

namespace Fathom.Cli.Tests;

/// <summary>Where this repository's own files are, seen from a test.</summary>
static class RepositoryRoot
{
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Here(), "..", ".."));

    static string Here([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
