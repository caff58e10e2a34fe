namespace Fathom.Journal;

/// <summary>Finds the run that somebody means by a word: a folder, an id or the beginning of one, or <c>latest</c>.</summary>
public static class RunReference
{
    /// <summary>The word for the run that started last.</summary>
    public const string Latest = "latest";

    const int MostTold = 4;

    /// <summary>The run that <paramref name="word"/> means.</summary>
    /// <param name="word">
    /// A run's folder; or, among the runs in <paramref name="runs"/>, a folder's name or its beginning, an id, its beginning or its last part, or <see cref="Latest"/>.
    /// </param>
    /// <param name="runs">The folder of all runs, such as <see cref="RunFolders.Default"/>; it need not exist.</param>
    /// <exception cref="RunFolderException">The word means no run, or several; or the folder is none that can be read.</exception>
    public static RunFolder Find(string word, string runs)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(runs);
        if (word.Length > 0 && Directory.Exists(word)) return RunFolder.Open(word);
        if (word.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || word.Contains('/', StringComparison.Ordinal)) return RunFolder.Open(word);
        var known = All(runs);
        if (word == Latest)
        {
            return known.MaxBy(run => (run.Manifest.Started, run.Manifest.Id))
                ?? throw new RunFolderException(RunFolderFault.Missing, $"There is no run in {runs} yet.");
        }

        var exact = known.FindAll(run => run.Manifest.Id.Equals(word, StringComparison.OrdinalIgnoreCase) || NameOf(run).Equals(word, StringComparison.Ordinal));
        return (exact.Count > 0 ? exact : word.Length == 0 ? [] : known.FindAll(run => Fits(run, word))) switch
        {
            [var one] => one,
            [] => throw new RunFolderException(RunFolderFault.Missing, $"There is no run '{word}', neither as a folder nor among the {known.Count} runs in {runs}."),
            var several => throw new RunFolderException(
                RunFolderFault.Missing,
                $"'{word}' may be {several.Count} runs in {runs}: {string.Join(", ", several.Take(MostTold).Select(NameOf))}{(several.Count > MostTold ? ", …" : "")}. Write more of it."),
        };
    }

    static bool Fits(RunFolder run, string word) =>
        NameOf(run).StartsWith(word, StringComparison.Ordinal)
        || run.Manifest.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase)
        || run.Manifest.Id.EndsWith(word, StringComparison.OrdinalIgnoreCase);

    static string NameOf(RunFolder run) => Path.GetFileName(run.Path);

    static List<RunFolder> All(string runs)
    {
        if (!Directory.Exists(runs)) return [];
        var known = new List<RunFolder>();
        foreach (var folder in Directory.EnumerateDirectories(runs))
        {
            try
            {
                known.Add(RunFolder.Open(folder));
            }
            catch (RunFolderException)
            {
                // What is no run, or cannot be read, is meant by no word; its folder says what is wrong with it.
            }
        }

        return known;
    }
}
