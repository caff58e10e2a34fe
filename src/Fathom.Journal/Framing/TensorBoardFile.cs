using Fathom.Journal.Records;

namespace Fathom.Journal.Framing;

/// <summary>What TensorBoard shows of a run: one file, never replaced, whose length grows with the logarithm of the number of steps.</summary>
/// <remarks>
/// Of each tag the first 8192 values are written, of the next 8192 every second, then every fourth of twice as many, and so on. TensorBoard itself
/// shows 1000 of them unless told otherwise. It is written once a second, for it is not what a run is read from.
/// </remarks>
sealed class TensorBoardFile : IDisposable
{
    const int ScalarsPerOctave = 4_096, HistogramsPerOctave = 16, FullBuffer = 64 << 10;

    readonly RecordFile _file;
    readonly WireWriter _wire = new();

    public TensorBoardFile(string path, double time, long? from = null)
    {
        _file = new RecordFile(path);
        EventRecord.FileVersion(_wire, time);
        if (from is { } step) EventRecord.SessionStart(_wire, time, step);
        Flush();
    }

    public string Path => _file.Path;

    /// <summary>Adds value number <paramref name="index"/> of a tag, from 0, or passes it over.</summary>
    public void Scalar(long index, double time, long step, string tag, double value)
    {
        if (!IsShown(index, ScalarsPerOctave)) return;
        EventRecord.Scalar(_wire, time, step, tag, value);
        if (_wire.Length > FullBuffer) Flush();
    }

    /// <summary>Adds the histograms of reading number <paramref name="index"/>, from 0, or passes them over.</summary>
    public void Reading(long index, double time, Ledger.StepReading reading)
    {
        if (!IsShown(index, HistogramsPerOctave)) return;
        HistogramRecord.Write(_wire, time, reading);
        Flush();
    }

    public void Flush()
    {
        if (_wire.Length == 0) return;
        _file.Append(_wire.Bytes);
        _wire.Clear();
    }

    public void Dispose() => _file.Dispose();

    static bool IsShown(long index, long perOctave)
    {
        var stride = Math.Max(1, index / perOctave);
        return index % (1L << (int)long.Log2(stride)) == 0;
    }
}
