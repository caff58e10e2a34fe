namespace Fathom.Journal;

/// <summary>Finds the run that a person names.</summary>
public static class RunFinder
{
    /// <summary>The word for the run that started last: <c>latest</c>.</summary>
    public const string Latest = "latest";

    /// <summary>
    /// The folder of a run, as a full path. <paramref name="run"/> is the run's folder; or, among the runs kept in <paramref name="runsFolder"/>, the
    /// folder's name, the run's id, a beginning of the id that no other run shares, or <see cref="Latest"/>.
    /// </summary>
    /// <param name="run">What the person wrote.</param>
    /// <param name="runsFolder">The folder of all runs; <see cref="RunFolders.Default"/> when null.</param>
    /// <exception cref="RunFolderException">There is no such run, or several fit; the message says so.</exception>
    public static string Find(string run, string? runsFolder = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(run);
        if (RunFolder.IsRun(run)) return Path.GetFullPath(run);

        var root = Path.GetFullPath(runsFolder ?? RunFolders.Default);
        var known = Known(root);
        if (string.Equals(run, Latest, StringComparison.OrdinalIgnoreCase))
            return known.Count > 0 ? known.MaxBy(one => one.Id, StringComparer.Ordinal).Folder : throw Missing($"There is no run in {root} yet.");
        if (known.Find(one => string.Equals(one.Id, run, StringComparison.OrdinalIgnoreCase) || string.Equals(Path.GetFileName(one.Folder), run, StringComparison.Ordinal)) is { Folder: not null } exact)
            return exact.Folder;

        var fitting = known.FindAll(one => one.Id.StartsWith(run, StringComparison.OrdinalIgnoreCase));
        return fitting switch
        {
            [var one] => one.Folder,
            [] => throw Missing(Directory.Exists(run)
                ? $"{Path.GetFullPath(run)} is no run: it has no {RunFolder.ManifestName}."
                : $"No run is called '{run}': it is no folder with a {RunFolder.ManifestName}, and no run in {root} has an id that begins so."),
            _ => throw Missing($"{fitting.Count} runs in {root} have an id that begins with '{run}': write more of it. They are {string.Join(", ", fitting.Take(5).Select(one => one.Id))}{(fitting.Count > 5 ? ", ..." : "")}."),
        };
    }

    // A folder whose manifest is damaged, or of a newer Fathom, cannot be meant by an id; by its path it can, and opening it says what is wrong.
    static List<(string Id, string Folder)> Known(string root)
    {
        var known = new List<(string Id, string Folder)>();
        if (!Directory.Exists(root)) return known;
        foreach (var folder in Directory.EnumerateDirectories(root).Where(RunFolder.IsRun))
        {
            try
            {
                known.Add((RunFolder.Open(folder).Manifest.Id, folder));
            }
            catch (RunFolderException)
            {
            }
        }

        return known;
    }

    static RunFolderException Missing(string sentence) => new(RunFolderFault.Missing, sentence);
}
