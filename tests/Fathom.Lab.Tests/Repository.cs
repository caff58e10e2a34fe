using System.Runtime.CompilerServices;

namespace Fathom.Lab.Tests;

/// <summary>Where this repository's own files are, seen from a test.</summary>
static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary>MNIST's test images beside the repository; skips the test where they are not.</summary>
    public static string MnistOrSkip()
    {
        var folder = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", "mnist"));
        if (!Directory.Exists(folder)) Assert.Skip("../shared/data/mnist, beside the repository, is not there.");
        return folder;
    }

    static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
