using Fathom.Journal;

namespace Fathom.Store;

/// <summary>The words that people give to runs. They stand in the index and, where the folder can be written, in the run's <c>tags.txt</c>, so that a new index finds them.</summary>
public static class RunTags
{
    /// <summary>The longest tag, in letters.</summary>
    public const int MostLetters = 64;

    /// <summary>The file in a run's folder, one tag per line.</summary>
    public const string FileName = "tags.txt";

    /// <summary>The same tags in alphabetic order, each once.</summary>
    /// <exception cref="ArgumentException">One is empty, longer than <see cref="MostLetters"/>, or holds white space or control characters.</exception>
    public static IReadOnlyList<string> Ordered(IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var ordered = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            if (!IsTag(tag)) throw new ArgumentException($"A tag must be one word of at most {MostLetters} letters, but was '{tag}'.", nameof(tags));
            ordered.Add(tag);
        }

        return [.. ordered];
    }

    /// <summary>What stands in the folder's file; empty where there is none, or where it cannot be read.</summary>
    internal static IReadOnlyList<string> In(string folder)
    {
        try
        {
            return Ordered(File.ReadLines(Path.Combine(folder, FileName)).Select(line => line.Trim()).Where(IsTag));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Best effort: a run that lies on another machine or on a read-only disk keeps its tags in the index alone.</summary>
    internal static void Keep(string folder, IReadOnlyList<string> tags)
    {
        var file = Path.Combine(folder, FileName);
        try
        {
            if (!RunFolder.IsRun(folder)) return;
            if (tags.Count == 0) File.Delete(file);
            else File.WriteAllLines(file, tags);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The index has them.
        }
    }

    static bool IsTag(string tag) =>
        tag.Length is > 0 and <= MostLetters && !tag.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter == '\uFFFD')
        && Storable.Text(tag) == tag;
}
