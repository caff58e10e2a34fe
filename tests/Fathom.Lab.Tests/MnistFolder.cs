namespace Fathom.Lab.Tests;

/// <summary>MNIST beside the repository.</summary>
static class MnistFolder
{
    /// <summary>MNIST's test images beside the repository; skips the test where they are not.</summary>
    public static string OrSkip()
    {
        var folder = Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "..", "shared", "data", "mnist"));
        if (!Directory.Exists(folder)) Assert.Skip("../shared/data/mnist, beside the repository, is not there.");
        return folder;
    }
}
