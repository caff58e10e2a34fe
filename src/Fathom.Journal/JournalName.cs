using System.Globalization;

namespace Fathom.Journal;

/// <summary>What the files of a journal are called.</summary>
/// <remarks>
/// A generation is one whole set of files; a resumed run that went back begins a new one. TensorBoard opens what has "tfevents" in its name, and
/// expects of such a file that it is never replaced and that its steps grow: files that are thinned out over time must not be called so.
/// </remarks>
static class JournalName
{
    public const string LogPrefix = "journal-", ReadingsPrefix = "readings-", TensorBoardPrefix = "events.out.tfevents.", Temporary = ".tmp";

    const string Extension = ".fathom";

    public static string Log(int generation, long segment) => string.Create(CultureInfo.InvariantCulture, $"{LogPrefix}{generation:D4}-{segment:D8}{Extension}");

    public static string Readings(int generation, int level, long segment) =>
        string.Create(CultureInfo.InvariantCulture, $"{ReadingsPrefix}{generation:D4}-{level:D2}-{segment:D8}{Extension}");

    public static string TensorBoard(DateTimeOffset now, int generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{TensorBoardPrefix}{now.ToUnixTimeSeconds():D10}.fathom.{generation:D4}");

    public static (int Generation, long Segment)? ReadLog(string name) =>
        Numbers(name, LogPrefix) is [var generation, var segment] ? ((int)generation, segment) : null;

    public static (int Generation, int Level, long Segment)? ReadReadings(string name) =>
        Numbers(name, ReadingsPrefix) is [var generation, var level, var segment] ? ((int)generation, (int)level, segment) : null;

    static long[]? Numbers(string name, string prefix)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal) || !name.EndsWith(Extension, StringComparison.Ordinal)) return null;
        var parts = name[prefix.Length..^Extension.Length].Split('-');
        var numbers = new long[parts.Length];
        for (var index = 0; index < parts.Length; index++)
        {
            if (!long.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[index])) return null;
        }

        return numbers;
    }
}
