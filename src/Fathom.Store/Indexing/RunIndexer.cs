using Fathom.Journal;
using Fathom.Runs;

namespace Fathom.Store.Indexing;

/// <summary>Keeps an index up with the folders that hold runs. Several indexers, in several processes and on several machines, may keep one index.</summary>
/// <remarks>Safe to use from several threads: one update waits for another. Held for long, it reads of running runs only what is new.</remarks>
public sealed class RunIndexer
{
    /// <summary>So many folders are saved at once: one transaction per folder would take longer than reading it.</summary>
    const int Batch = 32;

    /// <summary>No folder looks so: the next time it is read again, for the fault may lie in this Fathom's age or in another folder.</summary>
    const string Unread = "";

    readonly RunStore _store;
    readonly Func<string, RunView> _read;
    readonly string _host;
    readonly Lock _updating = new();

    /// <summary>An indexer of the runs below some folders, directly or in groups up to three folders deep.</summary>
    /// <param name="store">The index to keep.</param>
    /// <param name="roots">The folders; none means <see cref="RunFolders.Default"/>. One that is missing takes nothing out of the index: it may be a disk that is not there now.</param>
    public RunIndexer(RunStore store, params IReadOnlyList<string> roots)
        : this(store, roots, new LiveRuns(TimeProvider.System).Read, Environment.MachineName)
    {
    }

    internal RunIndexer(RunStore store, IReadOnlyList<string> roots, Func<string, RunView> read, string host)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(roots);
        (_store, _read, _host) = (store, read, Storable.Text(host));
        Roots = [.. (roots.Count == 0 ? [RunFolders.Default] : roots).Select(root => Path.TrimEndingDirectorySeparator(Path.GetFullPath(root))).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The folders that hold runs, as full paths.</summary>
    public IReadOnlyList<string> Roots { get; }

    /// <summary>Reads what is new, has changed or is running, and takes out what is gone. Where nothing changed, it looks at names, sizes and times only.</summary>
    /// <exception cref="RunStoreException">The index cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop; what was read up to then is saved.</exception>
    public IndexReport Update(CancellationToken stop = default) => Update(everything: false, stop);

    /// <summary>The same, but reads every folder anew, and takes out all runs of this machine whose folders are gone, wherever they were. Tags stay.</summary>
    /// <exception cref="RunStoreException">The index cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop; what was read up to then is saved.</exception>
    public IndexReport Rebuild(CancellationToken stop = default) => Update(everything: true, stop);

    IndexReport Update(bool everything, CancellationToken stop)
    {
        lock (_updating) return UpdateAlone(everything, stop);
    }

    IndexReport UpdateAlone(bool everything, CancellationToken stop)
    {
        var known = _store.Folders(_host);
        var roots = Roots.Where(Directory.Exists).ToArray();
        var here = known.Keys.Where(folder => roots.Any(root => FolderScan.IsBelow(folder, root)) || (everything && !Roots.Any(root => FolderScan.IsBelow(folder, root)))).ToArray();
        var gone = here.Where(folder => !Directory.Exists(folder)).ToArray();
        if (gone.Length > 0) _store.Forget(_host, gone);

        // A known folder without its manifest is looked at too: its entry shall say so.
        var folders = roots.SelectMany(FolderScan.Below).Union(here.Except(gone, StringComparer.Ordinal), StringComparer.Ordinal).ToArray();
        var holders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in known.Values.Where(row => row.Run.Length > 0 && RunFolder.IsRun(row.Folder))) holders.TryAdd(row.Run, row.Folder);
        var problems = Roots.Except(roots, StringComparer.Ordinal).Select(root => new IndexProblem(root, "There is no such folder.")).ToList();
        var changes = new List<FolderChange>();
        var read = 0;
        foreach (var folder in folders)
        {
            if (stop.IsCancellationRequested) break;
            var row = known.GetValueOrDefault(folder);
            if (StampOf(folder) is not { } stamp) continue;
            var change = !everything && row is { IsRunning: false } && row.Stamp == stamp.Text ? null : Look(folder, stamp, row, holders);
            if ((change?.Problem ?? row!.Problem) is { Length: > 0 } problem) problems.Add(new(folder, problem));
            if (change is null) continue;
            read++;
            changes.Add(change);
            if (changes.Count == Batch) Keep(changes);
        }

        Keep(changes);
        stop.ThrowIfCancellationRequested();
        return new() { Found = folders.Length, Read = read, Removed = gone.Length, Problems = problems };
    }

    FolderChange Look(string folder, FolderStamp stamp, FolderRow? row, Dictionary<string, string> holders)
    {
        try
        {
            var id = RunFolder.Open(folder).Manifest.Id;
            if (holders.TryGetValue(id, out var holder) && holder != folder)
                return new(folder, Unread, "", null, $"It holds the same run as {holder}: one of them is a copy.");
            holders[id] = folder;
            var entry = RunEntries.Of(_read(folder), stamp.Bytes, RunTags.In(folder));
            return new(folder, stamp.Text, id, entry, entry.Problem);
        }
        catch (Exception fault) when (fault is not RunStoreException)
        {
            // One folder that nobody can read must not hide all others; what was known of it stays, and says so.
            var sentence = fault is RunFolderException ? fault.Message : $"The run in {folder} cannot be read: {fault.Message.Split('\n', 2)[0]}";
            var before = row is { Run.Length: > 0 } ? _store.Find(row.Run) : null;
            return new(folder, Unread, row?.Run ?? "", before is null ? null : before with { Problem = sentence }, sentence);
        }
    }

    void Keep(List<FolderChange> changes)
    {
        if (changes.Count > 0) _store.Keep(_host, changes);
        changes.Clear();
    }

    // Null where the folder went away meanwhile: the next look finds that out.
    static FolderStamp? StampOf(string folder)
    {
        try
        {
            return FolderStamp.Of(folder);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
