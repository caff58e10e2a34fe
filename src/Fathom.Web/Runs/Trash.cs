using System.Globalization;
using Fathom.Runs;

namespace Fathom.Web.Runs;

/// <summary>Where deleted runs wait for a day, in case somebody wants them back: a folder inside the folder of all runs.</summary>
sealed class Trash(string runsFolder, TimeProvider time)
{
    public const string Name = ".trash";
    static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    const string Stamp = "yyyyMMddHHmmss";

    readonly Lock _lock = new();
    readonly string _runs = Path.GetFullPath(runsFolder);

    string Folder => Path.Combine(_runs, Name);

    /// <summary>Moves a run here; why not, in a sentence, where it is not done.</summary>
    public string Take(RunEntry entry)
    {
        lock (_lock)
        {
            // An index may be shared with other machines, or be wrong: only what lies in this folder is ever moved.
            var folder = Path.GetFullPath(entry.Folder);
            if (Path.GetDirectoryName(folder) != _runs) return "This run lies in another folder than the one that is watched here. Delete it there.";
            if (!File.Exists(Path.Combine(folder, "manifest.json"))) return "This run's folder is not there any more, or holds no run.";
            var place = Path.Combine(Folder, $"{time.GetUtcNow().ToString(Stamp, CultureInfo.InvariantCulture)}_{entry.Manifest.Id}");
            try
            {
                Directory.CreateDirectory(place);
                Directory.Move(folder, Path.Combine(place, Path.GetFileName(folder)));
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
            if (Places().FirstOrDefault(place => place.EndsWith("_" + id, StringComparison.Ordinal)) is not { } place) return false;
            if (Directory.EnumerateDirectories(place).FirstOrDefault() is not { } folder) return false;
            try
            {
                Directory.Move(folder, Path.Combine(_runs, Path.GetFileName(folder)));
                Directory.Delete(place);
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
            foreach (var place in Places())
            {
                var name = Path.GetFileName(place);
                if (name.IndexOf('_', StringComparison.Ordinal) is not (> 0 and var end)) continue;
                if (!DateTimeOffset.TryParseExact(name[..end], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var taken) || time.GetUtcNow() - taken < Kept) continue;
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

    List<string> Places()
    {
        try
        {
            return [.. Directory.EnumerateDirectories(Folder)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
