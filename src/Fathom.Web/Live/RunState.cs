using Fathom.Pictures;
using Fathom.Runs;

namespace Fathom.Web.Live;

/// <summary>A run at one moment, and its pictures.</summary>
public sealed class RunState
{
    readonly RunWatch _watch;

    internal RunState(RunWatch watch, long version, RunView? view, string problem) => (_watch, Version, View, Problem) = (watch, version, view, problem);

    /// <summary>Grows with every change, from 1.</summary>
    public long Version { get; }

    /// <summary>The run; null where it could not be read at all.</summary>
    public RunView? View { get; }

    /// <summary>Why it cannot be read, or no longer, in a sentence; empty while all is well.</summary>
    public string Problem { get; }

    /// <summary>
    /// What <paramref name="key"/> asks for, ready to be sent, of this state or, where the picture is large, of one shortly before or after; null where there
    /// is no such picture, or more are asked for than pages can show.
    /// </summary>
    internal Task<Frame?> Frame(string key) => View is null ? Task.FromResult<Frame?>(null) : _watch.Picture(key)?.Of(this) ?? Task.FromResult<Frame?>(null);

    /// <summary>The picture itself; null where there is no such.</summary>
    internal Picture? Draw(string key) => View is { } view && PictureRequest.Parse(key) is { } request ? request.Draw(view, _watch.Expectation) : null;
}
