using Fathom.Journal;
using Fathom.Runs;

namespace Fathom.Web.Live;

/// <summary>A run that is followed by its journal.</summary>
sealed class JournalSource(string folder, TimeProvider time) : IRunSource
{
    readonly RunFollower _follower = new(folder, time);

    public RunView View => _follower.View;

    public bool Advance()
    {
        var isNew = _follower.Advance();
        return _follower.Problem is { } problem ? throw new IOException(problem) : isNew;
    }

    public void Dispose()
    {
    }
}
