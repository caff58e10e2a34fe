using Fathom.Runs;
using Fathom.Store;
using Fathom.Store.Indexing;
using Fathom.Web.Live;

namespace Fathom.Web.Runs;

/// <summary>
/// The runs that the pages show, by their ids: the one place where an id that a viewer names becomes a folder. Kept up in the background. Safe to
/// use from several threads.
/// </summary>
public sealed class RunDirectory : IDisposable
{
    static readonly TimeSpan WhileWatched = TimeSpan.FromSeconds(1);
    static readonly TimeSpan WhileAlone = TimeSpan.FromSeconds(10);

    readonly RunStore _store;
    readonly RunIndexer _indexer;
    readonly RunRemoval _removal;
    readonly Trash _trash;
    readonly Action<string>? _problem;
    readonly Signal _changed = new();
    readonly Signal _hurry = new();
    readonly CancellationTokenSource _end = new();
    int _viewers;
    string _lastProblem = "";

    internal RunDirectory(WatchOptions options)
    {
        _problem = options.Problem;
        _store = RunStore.Open(options.Store.Length > 0 ? options.Store : Path.Combine(options.RunsFolder, RunStore.DefaultFile));
        _indexer = new(_store, options.RunsFolder);
        _removal = new(_store, options.RunsFolder);
        _trash = new(options.RunsFolder, options.Time);
        KeepingUp = Task.Run(KeepUp);
    }

    /// <summary>Completes with the next change.</summary>
    public Task Changed => _changed.Next;

    /// <summary>Why the index cannot be kept up, in a sentence; empty while all is well.</summary>
    public string Problem => Volatile.Read(ref _lastProblem);

    internal Task KeepingUp { get; }

    /// <summary>Says that somebody looks at the list, so that it is kept up quickly; dispose what you get when that ends.</summary>
    public IDisposable Watch()
    {
        Interlocked.Increment(ref _viewers);
        _hurry.Set();
        return new Share(() => Interlocked.Decrement(ref _viewers));
    }

    /// <summary>The runs that <paramref name="query"/> asks for, newest first.</summary>
    public IReadOnlyList<RunEntry> List(RunQuery query) => _store.List(query);

    /// <summary>The run with this id; null where there is none.</summary>
    public RunEntry? Find(string id) => Guid.TryParse(id, out _) ? _store.Find(id) : null;

    /// <summary>The same, looked for on disk at once where the index does not know it yet.</summary>
    public RunEntry? FindFresh(string id)
    {
        if (Find(id) is { } known) return known;
        if (Guid.TryParse(id, out _)) Update();
        return Find(id);
    }

    /// <summary>The run in a folder that the server itself has named; null while it is not there, or not one of the newest.</summary>
    public RunEntry? FindFolder(string folder)
    {
        var path = Path.GetFullPath(folder);
        return _store.List(new() { Take = 50 }).FirstOrDefault(entry => entry.Folder == path);
    }

    /// <summary>Replaces the tags of a run; false where there is no such run.</summary>
    public bool Tag(string id, IReadOnlyList<string> tags)
    {
        if (Find(id) is null || !_store.Tag(id, tags)) return false;
        _changed.Set();
        return true;
    }

    /// <summary>Moves a run to the trash, from which <see cref="Restore"/> brings it back.</summary>
    /// <returns>Why it was not done, in a sentence; empty where it was.</returns>
    public string Delete(string id)
    {
        if (Find(id) is not { } entry) return "This run is not there any more.";
        // An index may be shared with other machines, or be wrong: only what lies in the folder of runs, and is this run, is ever moved.
        if (_removal.Refusal(entry) is { } reason) return reason;
        var refusal = _trash.Take(entry.Folder, id);
        if (refusal.Length > 0) return refusal;
        _store.Remove(id);
        _changed.Set();
        return "";
    }

    /// <summary>Brings a run back from the trash; false where it is not there any more.</summary>
    public bool Restore(string id)
    {
        if (!Guid.TryParse(id, out _) || !_trash.Restore(id)) return false;
        Update();
        _changed.Set();
        return true;
    }

    /// <summary>Ends the keeping up.</summary>
    public void Dispose()
    {
        if (_end.IsCancellationRequested) return;
        _end.Cancel();
        KeepingUp.Wait(TimeSpan.FromSeconds(5));
        _store.Dispose();
        _end.Dispose();
    }

    async Task KeepUp()
    {
        try
        {
            while (true)
            {
                var hurry = _hurry.Next;
                Update();
                _trash.Purge();
                await Task.WhenAny(hurry, Task.Delay(Volatile.Read(ref _viewers) > 0 ? WhileWatched : WhileAlone, _end.Token));
                _end.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    void Update()
    {
        try
        {
            var report = _indexer.Update(_end.Token);
            var wasWell = Problem.Length == 0;
            Volatile.Write(ref _lastProblem, "");
            if (report.Read + report.Removed > 0 || !wasWell) _changed.Set();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever it is: the pages stay, and say why they are not up to date.
            if (Problem != failure.Message) _problem?.Invoke($"The index of runs cannot be kept up: {failure.Message}");
            Volatile.Write(ref _lastProblem, failure.Message);
            _changed.Set();
        }
    }

    sealed class Share(Action end) : IDisposable
    {
        Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
