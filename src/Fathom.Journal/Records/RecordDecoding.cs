using Fathom.Journal.Series;
using Fathom.Runs;

namespace Fathom.Journal.Records;

/// <summary>Takes one record of a journal up into the state.</summary>
static class RecordDecoding
{
    /// <summary>What Fathom wrote into an event; null where there is nothing of Fathom in it.</summary>
    public static Wire.Record? Content(Wire.Event @event)
    {
        if (@event.WhatCase != Wire.Event.WhatOneofCase.Summary) return null;
        return @event.Summary.Value is [{ Metadata.PluginData: { PluginName: EventRecord.Plugin } data }] ? Wire.Record.Parser.ParseFrom(data.Content) : null;
    }

    public static void Apply(JournalState state, long step, Wire.Record record)
    {
        switch (record.WhatCase)
        {
            case Wire.Record.WhatOneofCase.Series:
                Restore(state, record.Series);
                break;
            case Wire.Record.WhatOneofCase.Snapshot:
                Restore(state, record.Snapshot);
                break;
            case Wire.Record.WhatOneofCase.Scalar:
                state.SeriesOf(record.Scalar.Tag)?.Add(step, record.Scalar.Value);
                break;
            case Wire.Record.WhatOneofCase.Readings:
                state.Readings = (long)record.Readings;
                break;
            case Wire.Record.WhatOneofCase.Findings:
                state.Findings = WordDecoding.Read(record.Findings);
                break;
            case Wire.Record.WhatOneofCase.Guard:
                state.Add(WordDecoding.Read(record.Guard));
                break;
            case Wire.Record.WhatOneofCase.Trial:
                state.Add(WordDecoding.Read(record.Trial));
                break;
            case Wire.Record.WhatOneofCase.LeftOut:
                state.LeftOut = record.LeftOut;
                break;
            case Wire.Record.WhatOneofCase.End:
                state.End = WordDecoding.Read(record.End);
                break;
            default:
                // Of a later Fathom of the same layout: there to be passed over.
                break;
        }

        state.Sequence = Math.Max(state.Sequence, record.Sequence);
        state.Step = Math.Max(state.Step, step);
    }

    public static PlacedBlock? Read(Wire.Block wire)
    {
        var level = 0;
        while (ReadingScale.Size(level) < (long)wire.Size) level++;
        return wire.WhatCase switch
        {
            Wire.Block.WhatOneofCase.Reading => new PlacedBlock((long)wire.Index, level, ReadingBlock.Of(ReadingDecoding.Read(wire.Reading))),
            Wire.Block.WhatOneofCase.Sums => new PlacedBlock((long)wire.Index, level, BlockEncoding.Read(wire.Sums)),
            _ => null,
        };
    }

    static void Restore(JournalState state, Wire.Series wire)
    {
        if (wire.Steps.Count != wire.Values.Count) throw new InvalidDataException($"{wire.Steps.Count} steps stand beside {wire.Values.Count} values");
        if (state.SeriesOf(wire.Tag) is not { } series) return;
        var step = 0L;
        for (var index = 0; index < wire.Steps.Count; index++)
        {
            step += wire.Steps[index];
            series.Add(step, wire.Values[index]);
        }

        series.Restore((long)wire.Count, wire.Blocks.Select(block => (block.Level, BlockEncoding.Read(block))));
    }

    static void Restore(JournalState state, Wire.Snapshot wire)
    {
        state.Readings = (long)wire.Readings;
        state.Step = wire.Step;
        state.Findings = wire.Findings is null ? [] : WordDecoding.Read(wire.Findings);
        state.Restore([.. wire.Guards.Select(WordDecoding.Read)], (long)wire.GuardCount, wire.Trials.Select(WordDecoding.Read));
        state.LeftOut = wire.LeftOut;
        state.End = wire.End is null ? null : WordDecoding.Read(wire.End);
    }
}
