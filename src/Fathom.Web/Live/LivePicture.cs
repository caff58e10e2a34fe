using System.Diagnostics;

namespace Fathom.Web.Live;

/// <summary>One picture of a run that is watched: made once for all who look, anew for a newer state, but a large one not too often. Safe to use from several threads.</summary>
sealed class LivePicture(string key)
{
    /// <summary>Bytes of one picture: a map of 64 KiB is made ten times a second, a small chart as often as the run says something new.</summary>
    const long MostPerSecond = 640 * 1024;

    readonly Lock _lock = new();
    Task<Frame?>? _newest;
    long _version, _begun;

    /// <summary>Whether somebody looked since it was made.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>The newest there is: of <paramref name="state"/>, or of one shortly before where it is too early for the next.</summary>
    public Task<Frame?> Of(RunState state)
    {
        lock (_lock)
        {
            IsAsked = true;
            if (MayMake(state))
            {
                var make = Begin(state);
                _ = Task.Run(make);
            }

            return _newest!;
        }
    }

    /// <summary>Makes it on this thread before anybody looks, where somebody looked at the one before; whether it did.</summary>
    public bool Renew(RunState state)
    {
        Action make;
        lock (_lock)
        {
            if (!IsAsked || !MayMake(state)) return false;
            IsAsked = false;
            make = Begin(state);
        }

        make();
        return true;
    }

    /// <summary>Whether who looks has less than <paramref name="state"/> tells, and will get it later.</summary>
    public bool IsBehind(RunState state)
    {
        lock (_lock) return IsAsked && _version < state.Version;
    }

    bool MayMake(RunState state)
    {
        if (_newest is not { } newest) return true;
        if (_version >= state.Version || !newest.IsCompleted) return false;
        var length = newest.IsCompletedSuccessfully ? newest.Result?.Bytes.Length ?? 0 : 0;
        return Stopwatch.GetTimestamp() >= _begun + Stopwatch.Frequency * length / MostPerSecond;
    }

    // Many wait for it, and one thread makes it.
    Action Begin(RunState state)
    {
        var former = _newest is { IsCompletedSuccessfully: true } newest ? newest.Result : null;
        var made = new TaskCompletionSource<Frame?>(TaskCreationOptions.RunContinuationsAsynchronously);
        (_newest, _version, _begun) = (made.Task, state.Version, Stopwatch.GetTimestamp());
        return () =>
        {
            try
            {
                made.SetResult(Draw(state, former));
            }
            catch (Exception failure)
            {
                // Theirs who look at it, not of the run's reader.
                made.SetException(failure);
            }
        };
    }

    Frame? Draw(RunState state, Frame? former)
    {
        if (state.Draw(key) is not { } picture) return null;
        var frame = Frame.Of(key, picture);
        if (frame.IsSameAs(former)) return former;
        // Most viewers have the one before: what has changed since then is ready when they look.
        frame.Since(former);
        return frame;
    }
}
