using Fathom.Journal.Framing;
using Fathom.Journal.Records;
using Fathom.Journal.Series;
using Fathom.Ledger;

namespace Fathom.Journal;

/// <summary>The files of one generation of a journal, being written: the log, the readings by level, what TensorBoard shows.</summary>
sealed class JournalFiles : IDisposable
{
    readonly string _folder;
    readonly int _generation;
    readonly WireWriter _wire = new();
    readonly ReadingSums _sums = new();
    readonly List<RecordFile?> _readings = [];
    readonly List<long> _readingsFile = [];
    readonly List<Queue<(string Path, long End)>> _closed = [];
    RecordFile? _log;
    long _segment;
    long _head;

    public JournalFiles(string folder, int generation, long segment = 0) => (_folder, _generation, _segment) = (folder, generation, segment);

    /// <summary>How many bytes were added to the log since its last snapshot.</summary>
    public long Tail => _log!.Length - _head;

    /// <summary>How many bytes that snapshot takes.</summary>
    public long Head => _head;

    public string LogPath => _log!.Path;

    public void Append(WireWriter wire) => _log!.Append(wire.Bytes);

    /// <summary>Begins the log's next file with a snapshot of everything, and removes the file before. There is always one whole log.</summary>
    public void BeginLog(JournalState state, double time)
    {
        var path = Path.Combine(_folder, JournalName.Log(_generation, _segment + 1));
        var temporary = path + JournalName.Temporary;
        File.Delete(temporary);
        var next = new RecordFile(temporary);
        try
        {
            _wire.Clear();
            EventRecord.FileVersion(_wire, time);
            next.Append(_wire.Bytes);
            if (state.Sequence > 0)
            {
                SnapshotEncoding.Write(_wire, state, time, wire => next.Append(wire.Bytes));
                // What the old file holds may only go when the disk has it in the new one.
                next.Settle();
            }

            File.Move(temporary, path);
        }
        catch
        {
            next.Dispose();
            throw;
        }

        var old = _log;
        (_log, _segment, _head) = (next.At(path), _segment + 1, next.Length);
        if (old is null) return;
        old.Dispose();
        File.Delete(old.Path);
    }

    /// <summary>Writes reading number <paramref name="index"/>, and every block that becomes whole by it.</summary>
    public void Add(long index, double time, StepReading reading) =>
        // Only the reading itself is written and added up: its places would be listed for nobody.
        Add(new PlacedBlock(index, 0, new Runs.ReadingBlock { FirstStep = reading.Step, LastStep = reading.Step, Count = 1, Reading = reading }), time);

    public void Add(PlacedBlock placed, double time) => _sums.Add(placed, whole => Write(whole, time));

    /// <summary>Waits until the disk has all readings so far.</summary>
    public void SettleReadings()
    {
        foreach (var file in _readings) file?.Settle();
    }

    public void Dispose()
    {
        _log?.Dispose();
        foreach (var file in _readings) file?.Dispose();
    }

    void Write(PlacedBlock placed, double time)
    {
        _wire.Clear();
        var level = placed.Level;
        var number = placed.Index / (ReadingScale.PerFile * ReadingScale.Size(level));
        while (_readings.Count <= level)
        {
            _readings.Add(null);
            _readingsFile.Add(-1);
            _closed.Add([]);
        }

        if (_readingsFile[level] != number) BeginReadings(level, number, placed.Index, time);
        BlockRecord.Write(_wire, time, placed);
        _readings[level]!.Append(_wire.Bytes);
    }

    void BeginReadings(int level, long number, long count, double time)
    {
        if (_readings[level] is { } full)
        {
            full.Dispose();
            _closed[level].Enqueue((full.Path, (_readingsFile[level] + 1) * ReadingScale.PerFile * ReadingScale.Size(level)));
        }

        _readings[level] = new RecordFile(Path.Combine(_folder, JournalName.Readings(_generation, level, number)));
        _readingsFile[level] = number;
        EventRecord.FileVersion(_wire, time);
        RemoveOld(level, count);
    }

    /// <summary>Removes files whose readings stand in larger blocks by now.</summary>
    void RemoveOld(int level, long count)
    {
        var old = false;
        while (_closed[level].TryPeek(out var file) && file.End <= ReadingScale.Start(level, count))
        {
            // The larger blocks must be on the disk before the smaller ones go.
            if (!old) _readings.ElementAtOrDefault(level + 1)?.Settle();
            old = true;
            File.Delete(_closed[level].Dequeue().Path);
        }
    }
}
