using System.Buffers.Binary;

namespace Fathom.Journal.Framing;

/// <summary>The frame around one record: length (8 bytes), checksum of the length (4), the record, its checksum (4); all little-endian.</summary>
/// <remarks>Source: tensorflow/core/lib/io/record_writer.cc.</remarks>
static class RecordFrame
{
    public const int HeaderLength = sizeof(ulong) + sizeof(uint);
    public const int FooterLength = sizeof(uint);

    /// <summary>Fills in the frame of a record that lies between room for its header and for its footer.</summary>
    public static void Close(Span<byte> framed)
    {
        var data = framed[HeaderLength..^FooterLength];
        BinaryPrimitives.WriteUInt64LittleEndian(framed, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(framed[sizeof(ulong)..], MaskedCrc.Of(framed[..sizeof(ulong)]));
        BinaryPrimitives.WriteUInt32LittleEndian(framed[^FooterLength..], MaskedCrc.Of(data));
    }

    /// <summary>The length that a header tells; -1 where its checksum is wrong.</summary>
    public static long LengthIn(ReadOnlySpan<byte> header)
    {
        var length = BinaryPrimitives.ReadUInt64LittleEndian(header);
        return BinaryPrimitives.ReadUInt32LittleEndian(header[sizeof(ulong)..]) == MaskedCrc.Of(header[..sizeof(ulong)]) && length <= int.MaxValue
            ? (long)length
            : -1;
    }

    /// <summary>Whether a record is what its footer says.</summary>
    public static bool Holds(ReadOnlySpan<byte> data, ReadOnlySpan<byte> footer) =>
        BinaryPrimitives.ReadUInt32LittleEndian(footer) == MaskedCrc.Of(data);
}
