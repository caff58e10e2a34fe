using Fathom.Journal.Framing;
using Fathom.Journal.Series;

namespace Fathom.Journal.Records;

/// <summary>Writes all that a journal holds, readings apart, as the beginning of a new file.</summary>
static class SnapshotEncoding
{
    /// <summary>Hands out records one after the other, in a buffer that is used again.</summary>
    public static void Write(WireWriter wire, JournalState state, double time, Action<WireWriter> take)
    {
        foreach (var series in state.Scalars.Values)
        {
            wire.Clear();
            EventRecord.Begin(wire, time, state.Step);
            wire.Field(1, (long)state.Sequence);
            wire.Begin(8);
            Write(wire, series);
            wire.End();
            EventRecord.End(wire);
            take(wire);
        }

        wire.Clear();
        EventRecord.Begin(wire, time, state.Step);
        wire.Field(1, (long)state.Sequence);
        wire.Begin(9);
        Write(wire, state);
        wire.End();
        EventRecord.End(wire);
        take(wire);
    }

    static void Write(WireWriter wire, ScalarSeries series)
    {
        wire.Field(1, series.Tag);
        wire.Field(2, series.Count);
        wire.Begin(3);
        var before = 0L;
        foreach (var step in series.Steps)
        {
            wire.ZigZag(step - before);
            before = step;
        }

        wire.End();
        wire.Begin(4);
        foreach (var value in series.Values) wire.Packed(value);
        wire.End();
        for (var level = series.Levels.Count - 1; level >= 0; level--)
        {
            foreach (var block in series.Levels[level])
            {
                wire.Begin(5);
                BlockEncoding.Write(wire, block);
                wire.Field(5, level + 1);
                wire.End();
            }
        }
    }

    static void Write(WireWriter wire, JournalState state)
    {
        wire.Field(1, state.Readings);
        wire.Field(2, state.Step);
        WordEncoding.Write(wire, 3, state.Findings);
        wire.Field(4, state.GuardCount);
        foreach (var guard in state.Guards) WordEncoding.Write(wire, 5, guard);
        foreach (var trial in state.Trials) WordEncoding.Write(wire, 6, trial);
        if (state.End is { } end) WordEncoding.Write(wire, 7, end);
        wire.Field(8, state.LeftOut);
    }
}
