using Fathom.Journal.Framing;
using Fathom.Journal.Records;
using Fathom.Journal.Series;
using Fathom.Runs;

namespace Fathom.Journal;

/// <summary>A journal as far as it was read: the newest whole log, the readings that it speaks of, and what was damaged.</summary>
sealed class JournalReading(string folder)
{
    const int MostTries = 20;

    readonly ReadingTower _tower = new();
    readonly List<RunDamage> _damages = [];
    ReadingFiles? _files;
    RecordScanner? _log;
    readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    IReadOnlyList<string> _givenBack = [];
    long _segment = -1;
    bool _isNew;

    public JournalState State { get; private set; } = new();

    public int Generation { get; private set; }

    public IReadOnlyList<ReadingBlock> Readings => _tower.View;

    /// <summary>When the last record was written, in seconds since 1970; 0 where there is none.</summary>
    public double LastRecord { get; private set; }

    /// <summary>What could not be read.</summary>
    public IEnumerable<RunDamage> Damages => [.. _damages, .. _log?.Damages ?? [], .. _files?.Damages ?? []];

    /// <summary>What is to be known about the record beside its damages, a sentence each.</summary>
    public IEnumerable<string> Notes => State.LeftOut.Length == 0
        ? _givenBack
        : [FormattableString.Invariant($"A run keeps {JournalState.MostTags:n0} tags of scalars: '{State.LeftOut}', and every new one after it, was left out."), .. _givenBack];

    /// <summary>Ends of files that are no whole record, and never will be where nobody writes any more.</summary>
    public IEnumerable<RunDamage> Tails => new[] { _log?.Tail, _files?.Tail }.OfType<RunDamage>();

    /// <summary>Reads what is new; false where nothing is, or where the files were replaced faster than they could be read: the next call begins anew then.</summary>
    /// <exception cref="IOException">The folder is gone, or the disk fails.</exception>
    public bool Advance()
    {
        // A file may be replaced between being listed and being opened: then the list is old, and is made again.
        for (var tries = 0; tries < MostTries; tries++)
        {
            try
            {
                return Read();
            }
            catch (FileNotFoundException)
            {
                (_log, _segment) = (null, -1);
                _files?.Forget();
            }
        }

        return false;
    }

    /// <summary>What the journal tells up to a step, for a run that goes on from there.</summary>
    public (JournalState State, IReadOnlyList<PlacedBlock> Readings) UpTo(long step)
    {
        var kept = _tower.Blocks.TakeWhile(placed => placed.Block.LastStep <= step).ToList();
        State.Rewind(step);
        State.Readings = kept.Count == 0 ? 0 : kept[^1].End;
        return (State, kept);
    }

    /// <summary>Removes the files of this generation and those before.</summary>
    public void Remove()
    {
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => IsOld(Path.GetFileName(file))).ToList()) File.Delete(file);
    }

    /// <summary>Removes what was left of an attempt to begin a newer generation.</summary>
    public void RemoveUnfinished()
    {
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => IsUnfinished(Path.GetFileName(file))).ToList()) File.Delete(file);
    }

    bool IsUnfinished(string name) => name.EndsWith(JournalName.Temporary, StringComparison.Ordinal) || JournalName.ReadReadings(name)?.Generation > Generation;

    bool IsOld(string name) => JournalName.ReadLog(name)?.Generation <= Generation || JournalName.ReadReadings(name)?.Generation <= Generation;

    bool Read()
    {
        if (!ReadLog()) return false;
        // A writer that is much faster than this reader may have added up what the log spoke of when it was read. Then the log speaks of more by now.
        for (var tries = 0; State.Readings > _files!.Count && !_files.Read(State.Readings, _tower) && tries < MostTries && ReadLog(); tries++) _files.Forget();
        return true;
    }

    bool ReadLog()
    {
        var newest = Directory.EnumerateFiles(folder, JournalName.LogPrefix + "*").Select(path => JournalName.ReadLog(Path.GetFileName(path))).Max();
        if (newest is not { } found) return false;
        if (found != (Generation, _segment)) BeginLog(found.Generation, found.Segment);
        var before = _log!.Position;
        _log.Read(Take);
        if (_isNew) Repair();
        return _log.Position != before;
    }

    void BeginLog(int generation, long segment)
    {
        if (_log is not null) _damages.AddRange(_log.Damages);
        if (_files is null || generation != Generation)
        {
            _tower.Clear();
            _damages.AddRange(_files?.Damages ?? []);
            _files = new ReadingFiles(folder, generation);
        }

        _log = new RecordScanner(Path.Combine(folder, JournalName.Log(generation, segment)));
        (Generation, _segment, State, _isNew, _givenBack) = (generation, segment, new JournalState(), true, []);
        _whole.Clear();
    }

    /// <summary>Takes from TensorBoard's files what a damaged snapshot has lost. Every log but the very first begins with one, which is there as a whole from the start.</summary>
    void Repair()
    {
        _isNew = false;
        if (_log!.Damages.Count == 0 || (Generation == 1 && _segment == 1)) return;
        _givenBack = GivenBack.To(State, folder, _whole);
    }

    void Take(ReadOnlySpan<byte> bytes)
    {
        var @event = Wire.Event.Parser.ParseFrom(bytes);
        LastRecord = Math.Max(LastRecord, @event.WallTime);
        if (RecordDecoding.Content(@event) is not { } record) return;
        RecordDecoding.Apply(State, @event.Step, record);
        if (record.Series is { } series) _whole.Add(series.Tag);
    }
}
