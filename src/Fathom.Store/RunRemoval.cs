using Fathom.Journal;
using Fathom.Runs;
using Fathom.Store.Indexing;

namespace Fathom.Store;

/// <summary>Deletes runs for good: folders below the given roots that hold the run they are said to hold, and nothing else.</summary>
/// <param name="store">The index that forgets them.</param>
/// <param name="roots">The folders that hold runs.</param>
public sealed class RunRemoval(RunStore store, params IReadOnlyList<string> roots)
{
    readonly string[] _roots = [.. roots.Select(root => Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))];

    /// <summary>Deletes the folder of a run and takes the run out of the index.</summary>
    /// <returns>Why it was not done, in a sentence; null where it was.</returns>
    /// <exception cref="RunStoreException">The index cannot be written; the folder is gone all the same.</exception>
    public string? Remove(RunEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (Refusal(entry) is { } refusal) return refusal;
        try
        {
            Delete(entry.Folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"{entry.Folder} could not be deleted: {fault.Message}";
        }

        store.Remove(entry.Manifest.Id);
        return null;
    }

    /// <summary>Why the run may not be deleted, in a sentence; null where it may.</summary>
    public string? Refusal(RunEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(entry.Folder));
        if (!_roots.Any(root => folder != root && FolderScan.IsBelow(folder, root) && !PassesLink(folder, root)))
            return $"{folder} does not lie in {string.Join(" or ", _roots)}: only runs there are deleted. Name its folder of runs with --runs, or delete it yourself.";
        try
        {
            var run = RunReader.Read(folder);
            if (run.Manifest.Id != entry.Manifest.Id) return $"{folder} holds another run than the index says ({run.Manifest.Id}). Call fathom runs rebuild.";
            return run.Status == RunStatus.Running ? $"{folder} is a run under way. Stop it first." : null;
        }
        catch (RunFolderException fault)
        {
            return fault.Message;
        }
    }

    // The manifest last: what a deletion leaves that was broken off is still a run, and can be deleted again.
    static void Delete(string folder)
    {
        var manifest = RunFolder.Open(folder).ManifestPath;
        foreach (var child in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (child.FullName == manifest) continue;
            if (child is DirectoryInfo { LinkTarget: null } directory) directory.Delete(recursive: true);
            else child.Delete();
        }

        Directory.Delete(folder, recursive: true);
    }

    static bool PassesLink(string folder, string root)
    {
        for (var at = new DirectoryInfo(folder); at is not null && at.FullName.Length > root.Length; at = at.Parent)
            if (at.LinkTarget is not null) return true;
        return false;
    }
}
