namespace Fathom.Cli.Text;

/// <summary>A file that takes tables as Markdown.</summary>
sealed class MarkdownFile
{
    readonly string _file;

    MarkdownFile(string file) => _file = file;

    /// <summary>The file that <paramref name="target"/> names; null where none is asked for.</summary>
    /// <remarks>The file's folder is checked now, before anything is trained.</remarks>
    public static MarkdownFile? For(string? target)
    {
        if (target is null) return null;
        if (target.Length == 0 || Directory.Exists(target)) throw new CallRefusedException($"--markdown must name a file, but was '{target}'.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(target));
        if (!Directory.Exists(folder)) throw new CallRefusedException($"--markdown {target}: the folder '{folder}' does not exist. Create it first.");
        return new(target);
    }

    public void Write(string text)
    {
        try
        {
            File.WriteAllText(_file, text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CallRefusedException($"--markdown {_file} could not be written: {error.Message}");
        }
    }
}
