using Fathom.Journal.Framing;
using Fathom.Journal.Series;

namespace Fathom.Journal.Records;

/// <summary>One record of a file of readings.</summary>
static class BlockRecord
{
    public static void Write(WireWriter wire, double time, PlacedBlock placed)
    {
        EventRecord.Begin(wire, time, placed.Block.LastStep);
        wire.Begin(10);
        wire.Field(1, placed.Index);
        wire.Field(2, ReadingScale.Size(placed.Level));
        wire.Begin(placed.Block.Reading is null ? 4 : 3);
        if (placed.Block.Reading is { } reading) ReadingEncoding.Write(wire, reading);
        else BlockEncoding.Write(wire, placed.Block);
        wire.End();
        wire.End();
        EventRecord.End(wire);
    }
}
