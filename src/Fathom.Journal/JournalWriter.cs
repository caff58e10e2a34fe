using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Journal.Framing;
using Fathom.Journal.Records;
using Fathom.Journal.Series;
using Fathom.Ledger;
using Fathom.Runs;

namespace Fathom.Journal;

/// <summary>Writes a run's journal, on the thread that trains.</summary>
/// <remarks>
/// <para>Each record is with the operating system before the call returns: what kills the process takes nothing of it. A power cut may take what the system had
/// not yet written, on Linux up to half a minute.</para>
/// <para>Nothing here throws because writing failed: the first failure is kept in <see cref="Problem"/>, and from then on nothing is written.</para>
/// </remarks>
public sealed class JournalWriter : IRunRecorder
{
    const long LeastTail = 4 << 20;

    static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    readonly TimeProvider _time;
    readonly WireWriter _wire = new();
    readonly FileStream? _lock;
    readonly string _folder;
    readonly long _leastTail;
    JournalState _state = new();
    JournalFiles? _files;
    TensorBoardFile? _tensorBoard;
    long _looked;
    bool _isClosed;

    JournalWriter(RunFolder folder, TimeProvider? time, long leastTail)
    {
        (_folder, _leastTail) = (folder.Path, leastTail);
        _time = time ?? TimeProvider.System;
        _looked = _time.GetTimestamp();
        _lock = WriterLock.Of(folder);
    }

    /// <inheritdoc/>
    public string? Problem { get; private set; }

    double Now => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    /// <summary>Begins the journal of a run that has none yet.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <exception cref="RunFolderException">Another process writes into the folder now.</exception>
    public static JournalWriter Create(RunFolder folder, TimeProvider? time = null) => Create(folder, LeastTail, time);

    /// <summary>The same with a log that is rewritten more often, for tests of just that.</summary>
    internal static JournalWriter Create(RunFolder folder, long leastTail, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var writer = new JournalWriter(folder, time, leastTail);
        writer.Guarded(() => writer.Begin(generation: 1, [], resumedAt: null));
        return writer;
    }

    /// <summary>Goes on with the journal of a run that ended after it had reached <paramref name="step"/>, such as that of its last checkpoint.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="step">Where the run goes on: what the journal tells of later steps is left out from now on, because they are done again.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <exception cref="RunFolderException">Another process writes into the folder now.</exception>
    public static JournalWriter Append(RunFolder folder, long step, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var writer = new JournalWriter(folder, time, LeastTail);
        writer.Guarded(() =>
        {
            var journal = new JournalReading(folder.Path);
            journal.Advance();
            journal.RemoveUnfinished();
            (writer._state, var readings) = journal.UpTo(step);
            // All that still holds is written anew. Until the new log has its name the old files are the journal, from then on the new ones.
            writer.Begin(journal.Generation + 1, readings, step);
            journal.Remove();
        });
        return writer;
    }

    /// <inheritdoc/>
    public void Scalar(long at, string tag, double value)
    {
        ArgumentNullException.ThrowIfNull(tag);
        if (Problem is not null || _isClosed) return;
        try
        {
            var series = _state.SeriesOf(tag);
            if (series is null)
            {
                LeaveOut(at, tag);
                return;
            }

            var now = Begin(at);
            _wire.Begin(2);
            _wire.Field(1, tag);
            _wire.Field(2, value);
            _wire.End();
            _tensorBoard!.Scalar(series.Count, now, at, tag, value);
            series.Add(at, value);
            End();
        }
        catch (Exception fault)
        {
            Fail(fault);
        }
    }

    /// <inheritdoc/>
    public void Reading(StepReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        Guarded(() =>
        {
            var index = _state.Readings;
            _files!.Add(index, Now, reading);
            // Only now, that a reader who hears of it finds it.
            _state.Readings++;
            var now = Begin(reading.Step);
            _wire.Field(3, _state.Readings);
            End();
            _tensorBoard!.Reading(index, now, reading);
        });
    }

    /// <inheritdoc/>
    public void Findings(long at, IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        Guarded(() =>
        {
            _state.Findings = [.. findings];
            Begin(at);
            WordEncoding.Write(_wire, 4, findings);
            End();
        });
    }

    /// <inheritdoc/>
    public void Guard(GuardEvent guardEvent)
    {
        ArgumentNullException.ThrowIfNull(guardEvent);
        Guarded(() =>
        {
            _state.Add(guardEvent);
            Begin(guardEvent.Step);
            WordEncoding.Write(_wire, 5, guardEvent);
            End();
        });
    }

    /// <inheritdoc/>
    public void Trial(long at, RunTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        Guarded(() =>
        {
            _state.Add(trial);
            Begin(at);
            WordEncoding.Write(_wire, 6, trial);
            End();
        });
    }

    /// <inheritdoc/>
    public void Close(RunEnd outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        Guarded(() =>
        {
            _state.End = outcome;
            Begin(outcome.Step);
            WordEncoding.Write(_wire, 7, outcome);
            End();
            _tensorBoard!.Flush();
        });
    }

    /// <summary>Closes the files. A run that was not closed before is lost to whoever reads it.</summary>
    public void Dispose()
    {
        if (_files is not null)
        {
            Guarded(() => _tensorBoard?.Flush());
            // The process may live on; the writer does not.
            Guarded(() => File.Delete(Path.Combine(_folder, WriterMark.FileName)));
            _files.Dispose();
            _files = null;
            _tensorBoard?.Dispose();
        }

        _isClosed = true;
        _lock?.Dispose();
    }

    void Begin(int generation, IReadOnlyList<PlacedBlock> readings, long? resumedAt)
    {
        WriterMark.OfThisProcess.WriteTo(_folder);
        _files = new JournalFiles(_folder, generation);
        var now = Now;
        foreach (var placed in readings) _files.Add(placed, now);
        _files.SettleReadings();
        _files.BeginLog(_state, now);
        // One of this name can only be of an attempt that broke off within this second.
        var tensorBoard = Path.Combine(_folder, JournalName.TensorBoard(_time.GetUtcNow(), generation));
        File.Delete(tensorBoard);
        _tensorBoard = new TensorBoardFile(tensorBoard, now, resumedAt + 1);
    }

    /// <summary>Says once that tags are left out from now on.</summary>
    void LeaveOut(long at, string tag)
    {
        if (_state.LeftOut.Length > 0 || tag.Length == 0) return;
        _state.LeftOut = tag;
        Begin(at);
        _wire.Present(11, tag);
        End();
    }

    double Begin(long at)
    {
        var now = Now;
        _state.Sequence++;
        _state.Step = Math.Max(_state.Step, at);
        _wire.Clear();
        EventRecord.Begin(_wire, now, at);
        _wire.Field(1, (long)_state.Sequence);
        return now;
    }

    /// <summary>Writes the record. The state must hold it already, for a snapshot may follow.</summary>
    void End()
    {
        EventRecord.End(_wire);
        _files!.Append(_wire);
        if (_files.Tail > Math.Max(_leastTail, _files.Head)) _files.BeginLog(_state, Now);
        if (_time.GetElapsedTime(_looked) < Look) return;
        _looked = _time.GetTimestamp();
        _tensorBoard!.Flush();
        // Writing into a file that was removed succeeds, and is lost.
        if (!File.Exists(_files.LogPath)) throw new FileNotFoundException("the journal was removed while it was written");
    }

    void Guarded(Action write)
    {
        if (Problem is not null || _isClosed) return;
        try
        {
            write();
        }
        catch (Exception fault)
        {
            Fail(fault);
        }
    }

    void Fail(Exception fault) => Problem ??= $"The run is no longer recorded in {_folder}: {fault.Message}";
}
