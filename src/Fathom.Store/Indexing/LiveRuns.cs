using Fathom.Journal;
using Fathom.Runs;

namespace Fathom.Store.Indexing;

/// <summary>Reads runs, and stays with those that run: of these only what is new is read the next time.</summary>
sealed class LiveRuns(TimeProvider time)
{
    readonly Dictionary<string, RunFollower> _running = new(StringComparer.Ordinal);

    public RunView Read(string folder)
    {
        if (_running.Remove(folder, out var follower)) follower.Advance();

        // What went wrong under a follower may have been mended; opening anew tells.
        if (follower is not { Problem: null }) follower = new(folder, time);
        if (follower.View.Status == RunStatus.Running) _running[folder] = follower;
        return follower.View;
    }
}
