namespace Fathom.Lab.Datasets.Published;

/// <summary>The folder in which downloaded data sets lie, each in a folder of its own name.</summary>
/// <param name="Folder">The folder; need not exist yet.</param>
public sealed record DataCache(string Folder)
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string Variable = "FATHOM_DATA";

    /// <summary>
    /// The user's own: what <see cref="Variable"/> names, else <c>fathom/data</c> in the user's cache folder, which
    /// <c>XDG_CACHE_HOME</c> names or is <c>.cache</c> in the home folder; on Windows, in the folder for local application data.
    /// </summary>
    public static DataCache OfUser()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } own) return new(Path.GetFullPath(own));
        // The XDG base directory specification: a path that is not absolute is to be ignored.
        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } xdg && Path.IsPathFullyQualified(xdg) ? xdg
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return new(Path.Combine(caches, "fathom", "data"));
    }

    /// <summary>Where <paramref name="dataset"/> lies or would lie.</summary>
    public string FolderOf(PublishedDataset dataset) => Path.Combine(Folder, dataset.Name);

    /// <summary>Whether every file of <paramref name="dataset"/> is there with its length; contents were checked when they came.</summary>
    public bool Holds(PublishedDataset dataset) => dataset.Files.All(file => Holds(dataset, file));

    internal bool Holds(PublishedDataset dataset, PublishedFile file) =>
        new FileInfo(Path.Combine(FolderOf(dataset), file.Name)) is { Exists: true } found && found.Length == file.Bytes;
}
