using System.Buffers;
using Fathom.Runs;
using Google.Protobuf;

namespace Fathom.Journal.Framing;

/// <summary>Reads the whole records of a file that may still grow, passes over damaged ones and names them.</summary>
sealed class RecordScanner(string path)
{
    readonly string _name = Path.GetFileName(path);

    /// <summary>Where the next record begins: everything before was read or named.</summary>
    public long Position { get; private set; }

    /// <summary>What could not be read so far.</summary>
    public List<RunDamage> Damages { get; } = [];

    /// <summary>How many bytes from <see cref="Position"/> on are no whole record: one that is being written now, or never was to its end.</summary>
    public long Torn { get; private set; }

    /// <summary>How a tail is named that nobody will complete any more; null where there is none.</summary>
    public RunDamage? Tail => Torn == 0 ? null : new RunDamage(_name, Position, $"The last {Torn} bytes are no whole record; the writer was cut off in it.");

    /// <summary>Hands out each whole record from <see cref="Position"/> to the end.</summary>
    /// <param name="take">Gets each record. Where it throws because of what the record holds, the record is named as damaged.</param>
    /// <exception cref="IOException">The file is gone, or the disk fails.</exception>
    public void Read(Action<ReadOnlySpan<byte>> take)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var left = RandomAccess.GetLength(handle) - Position;
        if (left <= 0) return;
        var buffer = ArrayPool<byte>.Shared.Rent(checked((int)left));
        try
        {
            var length = 0;
            while (length < left && RandomAccess.Read(handle, buffer.AsSpan(length, (int)left - length), Position + length) is > 0 and var read) length += read;
            var passed = Pass(buffer.AsSpan(0, length), take);
            Position += passed;
            Torn = length - passed;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>How far the bytes could be read, or named.</summary>
    int Pass(ReadOnlySpan<byte> bytes, Action<ReadOnlySpan<byte>> take)
    {
        var start = 0;
        while (bytes.Length - start >= RecordFrame.HeaderLength)
        {
            var length = RecordFrame.LengthIn(bytes[start..]);
            var end = start + RecordFrame.HeaderLength + length + RecordFrame.FooterLength;
            if (length < 0 || end > bytes.Length)
            {
                var next = FindRecord(bytes, start + 1);
                if (next < 0) break;
                Name(start, length < 0 ? $"The length of a record is damaged; {next - start} bytes were passed over." : "A record was cut off, and others follow it.");
                start = next;
            }
            else if (!RecordFrame.Holds(bytes[(start + RecordFrame.HeaderLength)..(int)(end - RecordFrame.FooterLength)], bytes[(int)(end - RecordFrame.FooterLength)..]))
            {
                Name(start, $"The checksum of a record of {length} bytes is wrong.");
                // Either a bit flipped, and the next record follows; or the record is not all there, and the next one stands inside of it.
                start = end == bytes.Length || IsHeader(bytes[(int)end..]) ? (int)end : FindRecord(bytes, start + 1) is >= 0 and var next ? next : (int)end;
            }
            else
            {
                Take(bytes[(start + RecordFrame.HeaderLength)..(int)(end - RecordFrame.FooterLength)], start, take);
                start = (int)end;
            }
        }

        return start;
    }

    void Take(ReadOnlySpan<byte> record, int start, Action<ReadOnlySpan<byte>> take)
    {
        try
        {
            take(record);
        }
        catch (Exception fault) when (fault is InvalidProtocolBufferException or InvalidDataException or ArgumentException)
        {
            Name(start, $"A record is whole, but makes no sense: {fault.Message}");
        }
    }

    void Name(int start, string sentence) => Damages.Add(new RunDamage(_name, Position + start, sentence));

    static bool IsHeader(ReadOnlySpan<byte> bytes) => bytes.Length < RecordFrame.HeaderLength || RecordFrame.LengthIn(bytes) >= 0;

    /// <summary>Where the next whole record begins; -1 where there is none.</summary>
    static int FindRecord(ReadOnlySpan<byte> bytes, int start)
    {
        for (; bytes.Length - start >= RecordFrame.HeaderLength + RecordFrame.FooterLength; start++)
        {
            var length = RecordFrame.LengthIn(bytes[start..]);
            if (length < 0 || length > bytes.Length - start - RecordFrame.HeaderLength - RecordFrame.FooterLength) continue;
            var data = bytes.Slice(start + RecordFrame.HeaderLength, (int)length);
            if (RecordFrame.Holds(data, bytes[(start + RecordFrame.HeaderLength + (int)length)..])) return start;
        }

        return -1;
    }
}
