using Fathom.Runs;

namespace Fathom.Journal;

/// <summary>Follows a run while it is written: holds what was read, and reads only what is new.</summary>
/// <remarks>Any number of followers may follow one run. One follower belongs to one thread at a time; the views that it gives out belong to all.</remarks>
public sealed class RunFollower
{
    readonly RunFolder _folder;
    readonly JournalReading _journal;
    readonly TimeProvider _time;

    /// <summary>Opens a run and reads all of it.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="time">The clock that tells a silent run from a running one; the system's when null.</param>
    /// <exception cref="RunFolderException">There is no such folder, it is no run, or a newer Fathom made it.</exception>
    public RunFollower(string path, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _folder = RunFolder.Open(path);
        _journal = new JournalReading(_folder.Path);
        View = new RunView { Folder = _folder.Path, Manifest = _folder.Manifest, Recipe = _folder.Recipe, Status = RunStatus.Lost, LastRecord = _folder.Manifest.Started };
        Advance();
    }

    /// <summary>The run as it was when <see cref="Advance"/> was last called.</summary>
    public RunView View { get; private set; }

    /// <summary>Why nothing more can be read, such as that the folder was deleted, in a sentence; null while all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads what was written since the last call.</summary>
    /// <returns>True where <see cref="View"/> or <see cref="Problem"/> is new.</returns>
    public bool Advance()
    {
        if (Problem is not null) return false;
        try
        {
            var read = _journal.Advance();
            var status = Status();
            if (!read && status == View.Status) return false;
            View = ViewOf(status);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Problem = Directory.Exists(_folder.Path)
                ? $"The run in {_folder.Path} can no longer be read: {fault.Message}"
                : $"The run's folder {_folder.Path} was deleted.";
            View = View with { Status = View.End?.Status ?? RunStatus.Lost };
            return true;
        }
    }

    RunStatus Status()
    {
        if (_journal.State.End is { } end) return end.Status;
        var silence = _time.GetUtcNow() - LastRecord;
        return silence <= RunView.SilenceLimit || WriterMark.In(_folder.Path) is { } writer && writer.Lives() ? RunStatus.Running : RunStatus.Lost;
    }

    DateTimeOffset LastRecord => _journal.LastRecord > 0 ? DateTimeOffset.UnixEpoch.AddSeconds(_journal.LastRecord) : _folder.Manifest.Started;

    RunView ViewOf(RunStatus status)
    {
        var state = _journal.State;
        return new RunView
        {
            Folder = _folder.Path,
            Manifest = _folder.Manifest,
            Recipe = _folder.Recipe,
            Status = status,
            Step = Math.Max(state.Step, state.End?.Step ?? 0),
            LastRecord = LastRecord,
            Scalars = state.Scalars.ToDictionary(pair => pair.Key, pair => pair.Value.View(), StringComparer.Ordinal),
            Readings = _journal.Readings,
            Findings = state.Findings,
            GuardEvents = [.. state.Guards],
            GuardEventCount = state.GuardCount,
            Trials = [.. state.Trials],
            End = state.End,
            Notes = [.. _journal.Notes],
            Damages = status == RunStatus.Running ? [.. _journal.Damages] : [.. _journal.Damages, .. _journal.Tails],
        };
    }
}
