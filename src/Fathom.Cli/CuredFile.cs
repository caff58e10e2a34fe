namespace Fathom.Cli;

/// <summary>Where a cured recipe goes: checked before the search, written whole or not at all, and over nothing that is there.</summary>
sealed class CuredFile
{
    readonly bool _mayReplace;

    CuredFile(string path, bool mayReplace) => (Path, _mayReplace) = (path, mayReplace);

    public string Path { get; }

    /// <param name="chosen">The file that the user chose; null: NAME-cured.yaml beside the recipe, or here where it is a bundled one.</param>
    /// <param name="recipe">The recipe as the user named it.</param>
    /// <param name="name">What the recipe is called.</param>
    /// <param name="mayReplace">Whether a file that is there may be replaced.</param>
    public static CuredFile For(string? chosen, string recipe, string name, bool mayReplace)
    {
        var path = chosen ?? (File.Exists(recipe)
            ? System.IO.Path.Combine(System.IO.Path.GetDirectoryName(recipe) ?? "", $"{System.IO.Path.GetFileNameWithoutExtension(recipe)}-cured.yaml")
            : $"{name}-cured.yaml");
        if (path.Length == 0) throw new CallRefusedException("--out needs a file name.");
        if (Directory.Exists(path)) throw new CallRefusedException($"--out must name a file, but '{path}' is a folder. Name a file inside it.");
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path));
        if (!Directory.Exists(folder)) throw new CallRefusedException($"--out {path}: the folder '{folder}' does not exist. Create it first.");
        if (File.Exists(path) && !mayReplace) throw new CallRefusedException($"The cured recipe would be written to {path}, which exists. Give --force to replace it, or --out another file.");
        return new CuredFile(path, mayReplace);
    }

    public void Write(string yaml)
    {
        var written = $"{Path}.{System.IO.Path.GetRandomFileName()}.tmp";
        try
        {
            File.WriteAllText(written, yaml);
            File.Move(written, Path, _mayReplace);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(written);
            throw new CallRefusedException($"The cured recipe could not be written to {Path}: {error.Message}");
        }
    }
}
