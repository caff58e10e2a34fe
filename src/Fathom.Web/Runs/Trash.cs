using System.Globalization;
using Fathom.Journal;

namespace Fathom.Web.Runs;

/// <summary>
/// Where deleted runs wait for a day, in case somebody wants them back: a folder inside the folder of all runs, whose name begins with a dot, so
/// that no index looks there.
/// </summary>
sealed class Trash(string runsFolder, TimeProvider time)
{
    public const string Name = ".trash";
    static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    const string Stamp = "yyyyMMddHHmmss";

    readonly Lock _lock = new();
    readonly string _runs = Path.TrimEndingDirectorySeparator(Path.GetFullPath(runsFolder));

    /// <summary>Moves the folder of a run here, which lies below the folder of all runs; why not, in a sentence, where it cannot be done.</summary>
    public string Take(string folder, string id)
    {
        lock (_lock)
        {
            // Groups are kept, so that it comes back to where it was.
            var place = Path.Combine(_runs, Name, $"{time.GetUtcNow().ToString(Stamp, CultureInfo.InvariantCulture)}_{id}", Path.GetRelativePath(_runs, folder));
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                Directory.Move(folder, place);
                return "";
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return $"The run could not be moved: {failure.Message}";
            }
        }
    }

    /// <summary>Moves a run back; false where it is not here, or something has taken its place.</summary>
    public bool Restore(string id)
    {
        lock (_lock)
        {
            if (Places().LastOrDefault(place => place.EndsWith("_" + id, StringComparison.Ordinal)) is not { } place || RunBelow(place) is not { } folder) return false;
            try
            {
                var former = Path.Combine(_runs, Path.GetRelativePath(place, folder));
                Directory.CreateDirectory(Path.GetDirectoryName(former)!);
                Directory.Move(folder, former);
                Directory.Delete(place, recursive: true);
                return true;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>Deletes for good what has been here for a day.</summary>
    public void Purge()
    {
        lock (_lock)
        {
            foreach (var place in Places().Where(IsOld))
            {
                try
                {
                    Directory.Delete(place, recursive: true);
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    // Tried again next time.
                }
            }
        }
    }

    bool IsOld(string place)
    {
        var name = Path.GetFileName(place);
        var end = name.IndexOf('_', StringComparison.Ordinal);
        return end > 0
            && DateTimeOffset.TryParseExact(name[..end], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var taken)
            && time.GetUtcNow() - taken >= Kept;
    }

    static string? RunBelow(string folder) =>
        RunFolder.IsRun(folder) ? folder : Directory.EnumerateDirectories(folder).Select(RunBelow).FirstOrDefault(run => run is not null);

    List<string> Places()
    {
        try
        {
            return [.. Directory.EnumerateDirectories(Path.Combine(_runs, Name)).Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
