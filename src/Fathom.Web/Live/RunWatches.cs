namespace Fathom.Web.Live;

/// <summary>The runs that are watched now: each by one follower, however many look. Safe to use from several threads.</summary>
public sealed class RunWatches : IDisposable
{
    /// <summary>A reload, or a short loss of the connection, finds its follower still there.</summary>
    static readonly TimeSpan Linger = TimeSpan.FromSeconds(15);

    readonly Lock _lock = new();
    readonly Dictionary<string, (RunWatch Watch, int Viewers)> _watches = new(StringComparer.Ordinal);
    readonly Func<string, IRunSource> _open;
    readonly TimeProvider _time;
    bool _isDisposed;

    internal RunWatches(Func<string, IRunSource> open, TimeProvider time) => (_open, _time) = (open, time);

    /// <summary>Watches the run in <paramref name="folder"/>, a path that the server knows and no viewer names; dispose what you get to let it go.</summary>
    public RunViewing Watch(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var (watch, viewers) = _watches.TryGetValue(folder, out var known) ? known : (new(() => _open(folder)), 0);
            _watches[folder] = (watch, viewers + 1);
            return new(watch, () => Leave(folder));
        }
    }

    /// <summary>How many runs are followed.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _watches.Count;
        }
    }

    /// <summary>Ends all of them.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            foreach (var (watch, _) in _watches.Values) watch.Dispose();
            _watches.Clear();
        }
    }

    void Leave(string folder)
    {
        lock (_lock)
        {
            if (!_watches.TryGetValue(folder, out var known)) return;
            _watches[folder] = (known.Watch, known.Viewers - 1);
        }

        _ = EndLater(folder);
    }

    async Task EndLater(string folder)
    {
        await Task.Delay(Linger, _time);
        lock (_lock)
        {
            if (!_watches.TryGetValue(folder, out var known) || known.Viewers > 0) return;
            known.Watch.Dispose();
            _watches.Remove(folder);
        }
    }
}
