using System.Collections.Concurrent;
using System.Diagnostics;
using Fathom.Runs;

namespace Fathom.Web.Live;

/// <summary>
/// Follows one run for all who watch it. Keeps the newest state only: who is slow misses states, and nobody's states pile up. Safe to use from
/// several threads.
/// </summary>
public sealed class RunWatch : IDisposable
{
    /// <summary>The shortest time between two states: twenty a second.</summary>
    internal static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    /// <summary>How often a run that has ended is looked at: it may be resumed or deleted.</summary>
    static readonly TimeSpan AfterEnd = TimeSpan.FromSeconds(1);

    /// <summary>One part in four of a core at most for reading and drawing.</summary>
    const int Rest = 3;

    /// <summary>Of more pictures than this those go that nobody looks at any longer; more than <see cref="MostPictures"/> no pages show.</summary>
    const int UsualPictures = 64, MostPictures = 256;

    readonly ConcurrentDictionary<string, LivePicture> _pictures = new(StringComparer.Ordinal);
    readonly Func<IRunSource> _open;
    readonly Lazy<Expectation> _expectation;
    readonly CancellationTokenSource _end = new();
    readonly Signal _changed = new();
    volatile RunState _state;

    internal RunWatch(Func<IRunSource> open)
    {
        _open = open;
        _state = new(this, 0, null, "");
        _expectation = new(() => Live.Expectation.Of(_state.View));
        Following = Task.Run(Follow);
    }

    /// <summary>The newest state; version 0, without a view, before the run was read for the first time.</summary>
    public RunState State => _state;

    /// <summary>Completes with the next change of the state, or of a picture that was held back.</summary>
    public Task Changed => _changed.Next;

    internal Task Following { get; }

    /// <summary>What theory expects of the run's network.</summary>
    internal Expectation Expectation => _expectation.Value;

    /// <summary>A picture that somebody looks at; null where that are too many.</summary>
    internal LivePicture? Picture(string key) =>
        _pictures.TryGetValue(key, out var known) ? known : _pictures.Count >= MostPictures ? null : _pictures.GetOrAdd(key, wanted => new(wanted));

    /// <summary>The newest state as soon as there is one newer than <paramref name="version"/>.</summary>
    public async Task<RunState> After(long version, CancellationToken cancellation)
    {
        while (true)
        {
            var changed = Changed;
            if (_state is var state && state.Version > version) return state;
            await changed.WaitAsync(cancellation);
        }
    }

    /// <summary>Ends the following; whoever waits for a change waits no longer than his own patience.</summary>
    public void Dispose()
    {
        if (_end.IsCancellationRequested) return;
        _end.Cancel();
        _end.Dispose();
    }

    async Task Follow()
    {
        IRunSource? source = null;
        try
        {
            while (!_end.IsCancellationRequested)
            {
                var started = Stopwatch.GetTimestamp();
                var before = _state;
                source = Look(source);
                // Drawn first, said then: whoever wakes up finds the pictures ready.
                if (Draw() || _state != before) _changed.Set();
                var took = Stopwatch.GetElapsedTime(started);
                await Task.Delay(Pause(took), _end.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // Nobody watches any longer.
        }
        finally
        {
            source?.Dispose();
        }
    }

    // Of the pictures that somebody looks at.
    bool Draw()
    {
        var (state, drawn) = (_state, false);
        if (_pictures.Count > UsualPictures)
        {
            foreach (var (key, picture) in _pictures)
                if (!picture.IsAsked) _pictures.TryRemove(key, out _);
        }

        if (state.View is null) return false;
        foreach (var picture in _pictures.Values) drawn |= picture.Renew(state);
        return drawn;
    }

    TimeSpan Pause(TimeSpan took)
    {
        var usual = _pictures.Values.Any(picture => picture.IsBehind(_state)) ? Shortest : _state.Problem.Length > 0 || _state.View is { Status: not RunStatus.Running } ? AfterEnd : Shortest;
        return took * Rest > usual ? took * Rest : usual - took > TimeSpan.Zero ? usual - took : TimeSpan.Zero;
    }

    IRunSource? Look(IRunSource? source)
    {
        try
        {
            var isNew = source is null;
            source ??= _open();
            if (source.Advance() || isNew) Publish(source.View, "");
            return source;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            source?.Dispose();
            if (_state.Problem != failure.Message) Publish(_state.View, failure.Message);
            return null;
        }
    }

    void Publish(RunView? view, string problem) => _state = new(this, _state.Version + 1, view, problem);
}
