namespace Fathom.Lab.Tests;

/// <summary>Files of the repository that are made by code: FATHOM_APPROVE=1 writes them, as for the public API.</summary>
static class Approved
{
    public static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, path)).ReplaceLineEndings("\n");

    public static void Check(string path, string text)
    {
        var file = Path.Combine(RepositoryRoot.Path, path);
        if (Environment.GetEnvironmentVariable("FATHOM_APPROVE") == "1") File.WriteAllText(file, text);

        Assert.True(File.Exists(file) && Read(path) == text, $"{path} is not what the code makes now. If the change is meant, run ./build.sh approve.");
    }
}
