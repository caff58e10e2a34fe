using Fathom.Lab.Recipes;

namespace Fathom.Cli.Json;

/// <summary>Where the examined recipe stands: a file whose lines are known, or nowhere because it ships inside.</summary>
sealed class SarifSource
{
    readonly IReadOnlyDictionary<string, int> _lines;

    SarifSource(string? uri, IReadOnlyDictionary<string, int> lines) => (Uri, _lines) = (uri, lines);

    /// <summary>The file's address, relative where it lies below the working folder; null for a recipe that ships inside.</summary>
    public string? Uri { get; }

    public static SarifSource Of(string pathOrName)
    {
        if (!File.Exists(pathOrName)) return new(null, new Dictionary<string, int>(StringComparer.Ordinal));
        return new(UriOf(pathOrName), LinesIn(pathOrName));
    }

    /// <summary>The lines that say what stands at <paramref name="place"/>; null where the file does not say it.</summary>
    public (int First, int Last)? LinesOf(string place)
    {
        var ends = place.Split("..", 2);
        if (LineOf(ends[0]) is not { } first) return null;
        return LineOf(ends[^1]) is { } last && last > first ? (first, last) : (first, first);
    }

    /// <summary>A parameter or an inner module is said where its layer is: cell1[3], attention1.query.weight.</summary>
    int? LineOf(string name)
    {
        for (var known = name.Split('[')[0]; known.Length > 0; known = known[..Math.Max(0, known.LastIndexOf('.'))])
            if (_lines.TryGetValue(known, out var line)) return line;
        return null;
    }

    static IReadOnlyDictionary<string, int> LinesIn(string path)
    {
        try
        {
            return RecipeLines.Of(path);
        }
        catch (RecipeException)
        {
            // It was changed while the training ran: the findings are still worth showing.
            return new Dictionary<string, int>(StringComparer.Ordinal);
        }
    }

    static string UriOf(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.GetFullPath(path));
        if (Path.IsPathRooted(relative) || relative.Split(Path.DirectorySeparatorChar)[0] == "..") return new Uri(Path.GetFullPath(path)).AbsoluteUri;
        return string.Join('/', relative.Split(Path.DirectorySeparatorChar).Select(System.Uri.EscapeDataString));
    }
}
