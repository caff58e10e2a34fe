namespace Fathom.Cli;

/// <summary>Where something cured goes: checked before the search, written whole or not at all, and over nothing that is there.</summary>
sealed class CuredFile
{
    readonly string _what;
    readonly bool _mayReplace;

    CuredFile(string path, string what, bool mayReplace) => (Path, _what, _mayReplace) = (path, what, mayReplace);

    public string Path { get; }

    /// <summary>Where the cured recipe goes.</summary>
    /// <param name="chosen">The file that the user chose; null: NAME-cured.yaml beside the recipe or the checkpoint, or here where it is a bundled one.</param>
    /// <param name="source">The checkpoint's file, or the recipe as the user named it.</param>
    /// <param name="name">What the recipe is called.</param>
    /// <param name="mayReplace">Whether a file that is there may be replaced.</param>
    public static CuredFile For(string? chosen, string source, string name, bool mayReplace) =>
        Checked(chosen ?? (File.Exists(source) ? Beside(source, ".yaml") : $"{name}-cured.yaml"), "recipe", mayReplace);

    /// <summary>Where the cured checkpoint goes: beside the cured recipe, with the ending of the checkpoint that was cured.</summary>
    /// <param name="recipe">Where the cured recipe goes.</param>
    /// <param name="source">The checkpoint that is cured, which is never replaced.</param>
    /// <param name="mayReplace">Whether a file that is there may be replaced.</param>
    public static CuredFile ForCheckpoint(CuredFile recipe, string source, bool mayReplace)
    {
        var ending = System.IO.Path.GetExtension(source) is { Length: > 1 } own && own != System.IO.Path.GetExtension(recipe.Path) ? own : ".checkpoint";
        var path = System.IO.Path.ChangeExtension(recipe.Path, ending);
        if (string.Equals(System.IO.Path.GetFullPath(path), System.IO.Path.GetFullPath(source), StringComparison.Ordinal))
            throw new CallRefusedException($"The cured checkpoint would be written to {path}, over the one that is cured. Give --out another file.");
        return Checked(path, "checkpoint", mayReplace);
    }

    public void Write(string yaml) => Write(path => File.WriteAllText(path, yaml));

    /// <summary>Writes beside the place, and moves there what was written whole.</summary>
    public void Write(Action<string> write)
    {
        var written = $"{Path}.{System.IO.Path.GetRandomFileName()}.tmp";
        try
        {
            write(written);
            File.Move(written, Path, _mayReplace);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(written);
            throw new CallRefusedException($"The cured {_what} could not be written to {Path}: {error.Message}");
        }
    }

    static string Beside(string file, string ending) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file) ?? "", $"{System.IO.Path.GetFileNameWithoutExtension(file)}-cured{ending}");

    static CuredFile Checked(string path, string what, bool mayReplace)
    {
        if (path.Length == 0) throw new CallRefusedException("--out needs a file name.");
        if (Directory.Exists(path)) throw new CallRefusedException($"--out must name a file, but '{path}' is a folder. Name a file inside it.");
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path));
        if (!Directory.Exists(folder)) throw new CallRefusedException($"--out {path}: the folder '{folder}' does not exist. Create it first.");
        if (File.Exists(path) && !mayReplace) throw new CallRefusedException($"The cured {what} would be written to {path}, which exists. Give --force to replace it, or --out another file.");
        return new CuredFile(path, what, mayReplace);
    }
}
