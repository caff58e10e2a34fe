using Fathom.Journal.Framing;
using Fathom.Journal.Records;
using Fathom.Journal.Series;
using Fathom.Runs;

namespace Fathom.Journal;

/// <summary>The files of readings of one generation, read: all at once for a beginning, then what is added to the latest one.</summary>
sealed class ReadingFiles(string folder, int generation)
{
    readonly List<RunDamage> _damages = [];
    readonly List<PlacedBlock> _ahead = [];
    RecordScanner? _latest;
    long _file = -1;

    public IEnumerable<RunDamage> Damages => [.. _damages, .. _latest?.Damages ?? []];

    public RunDamage? Tail => _latest?.Tail;

    /// <summary>How many readings were read so far.</summary>
    public long Count { get; private set; }

    /// <summary>Reads on until <paramref name="count"/> readings are there, into the tower.</summary>
    /// <returns>
    /// False where the last ones are missing, which by now may only stand in blocks that reach beyond them: the same may succeed with a later count.
    /// </returns>
    public bool Read(long count, ReadingTower tower)
    {
        var reaches = true;
        if (Count == 0 || !File.Exists(PathOf(0, Count / ReadingScale.PerFile))) reaches = ReadAll(count, tower);
        else
        {
            for (var file = _file; file <= (count - 1) / ReadingScale.PerFile; file++) ReadLatest(Math.Max(0, file));
            foreach (var placed in _ahead.Where(placed => placed.Index >= Count && placed.Index < count)) tower.Add(placed);
        }

        _ahead.RemoveAll(placed => placed.Index < count);
        Count = count;
        tower.Fold(count);
        return reaches;
    }

    /// <summary>The next time everything is read anew.</summary>
    public void Forget() => Count = 0;

    string PathOf(int level, long file) => Path.Combine(folder, JournalName.Readings(generation, level, file));

    /// <summary>Reads on in the latest file of single readings; the log may not speak of all of them yet.</summary>
    void ReadLatest(long file)
    {
        if (file != _file)
        {
            if (_latest is not null) Keep(_latest);
            (_latest, _file) = (new RecordScanner(PathOf(0, file)), file);
        }

        _latest!.Read(bytes => Take(bytes, _ahead));
    }

    bool ReadAll(long count, ReadingTower tower)
    {
        tower.Clear();
        _ahead.Clear();
        _damages.Clear();
        // Nothing counts until all is there: a file may go away meanwhile, and then this begins anew.
        (_latest, _file, Count) = (null, -1, 0);
        var found = new List<PlacedBlock>();
        var files = Directory.EnumerateFiles(folder, JournalName.ReadingsPrefix + "*")
            .Select(path => JournalName.ReadReadings(Path.GetFileName(path))).OfType<(int Generation, int Level, long Segment)>()
            .Where(file => file.Generation == generation).Order().ToList();
        foreach (var (_, level, file) in files.Where(file => file.Level > 0 && Matters(file.Level, file.Segment, count))) ReadFile(level, file, found);
        foreach (var (_, level, file) in files.Where(file => file.Level == 0 && Matters(0, file.Segment, count))) ReadLatest(file);
        found.AddRange(_ahead.Where(placed => placed.Index < count));
        if (!TryCover(found, count, out var cover))
        {
            foreach (var (_, level, file) in files.Where(file => !Matters(file.Level, file.Segment, count))) ReadFile(level, file, found);
            TryCover(found, count, out cover);
        }

        foreach (var placed in cover) tower.Add(placed);
        return cover is [.., var last] && last.End == count;
    }

    static bool Matters(int level, long file, long count)
    {
        var length = ReadingScale.PerFile * ReadingScale.Size(level);
        var end = level == 0 ? long.MaxValue : ReadingScale.Start(level - 1, count);
        return file * length < end && (file + 1) * length > ReadingScale.Start(level, count);
    }

    void ReadFile(int level, long file, List<PlacedBlock> found)
    {
        var scanner = new RecordScanner(PathOf(level, file));
        scanner.Read(bytes => Take(bytes, found));
        Keep(scanner);
    }

    void Keep(RecordScanner scanner)
    {
        _damages.AddRange(scanner.Damages);
        // A whole block that is being written now is not missed: its parts are still there.
        if (scanner.Tail is { } tail && scanner == _latest) _damages.Add(tail);
    }

    /// <summary>Chooses blocks that hold each reading once, each of the size for its age where it is there; false where readings are missing.</summary>
    static bool TryCover(List<PlacedBlock> found, long count, out List<PlacedBlock> cover)
    {
        var ends = found.GroupBy(placed => placed.End).ToDictionary(group => group.Key, group => group.ToDictionary(placed => placed.Level));
        var sorted = ends.Keys.Where(end => end <= count).Order().ToList();
        var whole = true;
        cover = [];
        var end = count;
        while (end > 0)
        {
            while (sorted.Count > 0 && sorted[^1] > end) sorted.RemoveAt(sorted.Count - 1);
            if (sorted.Count == 0) return false;
            whole &= sorted[^1] == end;
            end = sorted[^1];
            var wanted = ReadingScale.LevelOf(end - 1, count);
            var best = ends[end].Values.MinBy(placed => placed.Level <= wanted ? wanted - placed.Level : placed.Level)!;
            cover.Insert(0, best);
            end = best.Index;
        }

        return whole;
    }

    static void Take(ReadOnlySpan<byte> bytes, List<PlacedBlock> blocks)
    {
        var @event = Wire.Event.Parser.ParseFrom(bytes);
        if (RecordDecoding.Content(@event) is { WhatCase: Wire.Record.WhatOneofCase.Block } record && RecordDecoding.Read(record.Block) is { } placed) blocks.Add(placed);
    }
}
