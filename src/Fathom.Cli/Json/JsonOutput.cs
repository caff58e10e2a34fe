using System.Text;
using System.Text.Json;

namespace Fathom.Cli.Json;

/// <summary>Where a command's JSON goes: to standard output alone, or whole into a file or not at all.</summary>
sealed class JsonOutput
{
    readonly Terminal _terminal;
    readonly string? _file;
    readonly string _option;

    JsonOutput(Terminal terminal, string? file, string option) => (_terminal, _file, _option) = (terminal, file, option);

    /// <summary>True where standard output carries the JSON and nothing else may be written there.</summary>
    public bool TakesStandardOutput => _file is null;

    /// <summary>The output that <paramref name="target"/> names: "-" for standard output, else a file; null where no JSON is asked for.</summary>
    /// <remarks>The file's folder is checked now, before anything is trained.</remarks>
    /// <param name="target">What stands behind the option; null where it was not given.</param>
    /// <param name="terminal">Whose standard output is meant.</param>
    /// <param name="option">The option's name, for messages.</param>
    public static JsonOutput? For(string? target, Terminal terminal, string option = "--json")
    {
        if (target is null) return null;
        if (target == "-") return new(terminal, null, option);
        if (target.Length == 0) throw new CallRefusedException($"{option} needs a file name, or - for standard output.");
        if (Directory.Exists(target))
            throw new CallRefusedException($"{option} must name a file, but '{target}' is a folder. Name a file inside it.");

        var folder = Path.GetDirectoryName(Path.GetFullPath(target));
        if (!Directory.Exists(folder))
            throw new CallRefusedException($"{option} {target}: the folder '{folder}' does not exist. Create it first, or write to standard output with {option} -.");

        // Renaming over a link would replace the link instead of the file behind it.
        return new(terminal, IsSpecial(target) ? target : BehindLinks(target), option);
    }

    public void Write(Action<Utf8JsonWriter> write)
    {
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new() { Indented = true })) write(json);
        text.WriteByte((byte)'\n');
        if (_file is null)
        {
            _terminal.Out.Write(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
            _terminal.Out.Flush();
        }
        else
        {
            Save(_file, text);
        }
    }

    void Save(string file, MemoryStream text)
    {
        var special = IsSpecial(file);
        var target = special ? file : $"{file}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(target, special ? FileMode.Open : FileMode.CreateNew, FileAccess.Write)) text.WriteTo(stream);
            if (!special) File.Move(target, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (!special) File.Delete(target);
            throw new CallRefusedException($"{_option} {file} could not be written: {error.Message}");
        }
    }

    // Asking for the end of a chain of links throws where there is no file yet.
    static string BehindLinks(string target) =>
        (new FileInfo(target).LinkTarget is null ? null : File.ResolveLinkTarget(target, returnFinalTarget: true)?.FullName) ?? Path.GetFullPath(target);

    // A device or a pipe cannot be replaced by renaming; it is written into.
    static bool IsSpecial(string file) =>
        file.StartsWith("/dev/", StringComparison.Ordinal) || file.StartsWith("/proc/", StringComparison.Ordinal);
}
