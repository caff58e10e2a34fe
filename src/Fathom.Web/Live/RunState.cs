using System.Collections.Concurrent;
using Fathom.Pictures;
using Fathom.Runs;

namespace Fathom.Web.Live;

/// <summary>A run at one moment, and the pictures of that moment: each is made once, however many look at it.</summary>
public sealed class RunState
{
    const int MostFrames = 256;

    readonly ConcurrentDictionary<string, Lazy<Task<Frame?>>> _frames = new(StringComparer.Ordinal);
    readonly RunWatch _watch;

    internal RunState(RunWatch watch, long version, RunView? view, string problem) => (_watch, Version, View, Problem) = (watch, version, view, problem);

    /// <summary>Grows with every change, from 1.</summary>
    public long Version { get; }

    /// <summary>The run; null where it could not be read at all.</summary>
    public RunView? View { get; }

    /// <summary>Why it cannot be read, or no longer, in a sentence; empty while all is well.</summary>
    public string Problem { get; }

    /// <summary>What <paramref name="key"/> asks for, ready to be sent; null where there is no such picture, or more are asked for than one page can show.</summary>
    internal Task<Frame?> Frame(string key)
    {
        if (View is null || (_frames.Count >= MostFrames && !_frames.ContainsKey(key))) return Task.FromResult<Frame?>(null);
        // Many wait for it, and one thread makes it.
        return _frames.GetOrAdd(key, wanted => new Lazy<Task<Frame?>>(() => Task.Run(() => Make(wanted)))).Value;
    }

    Frame? Make(string key) => Draw(key) is { } picture ? Live.Frame.Of(key, picture) : null;

    /// <summary>The picture itself; null where there is no such.</summary>
    internal Picture? Draw(string key) => View is { } view && PictureRequest.Parse(key) is { } request ? request.Draw(view, _watch.Expectation) : null;
}
