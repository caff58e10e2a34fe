using System.Buffers.Binary;
using System.Text;
using Fathom.Statistics;
using Google.Protobuf;

namespace Fathom.Journal.Framing;

/// <summary>Writes protobuf fields into one buffer that is used again and again, and frames them as one record.</summary>
/// <remarks>By hand rather than through generated messages, which would be made anew for every scalar. The reader uses the generated ones.</remarks>
sealed class WireWriter
{
    readonly int[] _open = new int[32];
    readonly int[] _widths = new int[32];
    byte[] _buffer = new byte[4 << 10];
    int _position;
    int _depth;

    /// <summary>How many bytes the records so far take.</summary>
    public int Length => _position;

    /// <summary>The records so far.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _position);

    public void Clear() => (_position, _depth) = (0, 0);

    /// <summary>Begins a record; the fields up to <see cref="EndRecord"/> are its message.</summary>
    public void BeginRecord()
    {
        _open[_depth++] = _position;
        Room(RecordFrame.HeaderLength);
        _position += RecordFrame.HeaderLength;
    }

    public void EndRecord()
    {
        var start = _open[--_depth];
        Room(RecordFrame.FooterLength);
        _position += RecordFrame.FooterLength;
        RecordFrame.Close(_buffer.AsSpan(start, _position - start));
    }

    /// <summary>Begins a field that is itself a message, or packed; it must be ended.</summary>
    public void Begin(int field)
    {
        Tag(field, WireFormat.WireType.LengthDelimited);
        var room = Math.Max(1, _widths[_depth]);
        _open[_depth++] = _position;
        Room(room);
        _position += room;
    }

    public void End()
    {
        var start = _open[--_depth];
        var room = Math.Max(1, _widths[_depth]);
        var length = _position - start - room;
        var size = CodedOutputStream.ComputeUInt32Size((uint)length);
        if (size != room)
        {
            // The length was given as many bytes as the last one at this depth took; where it needs others, what follows moves.
            Room(Math.Max(0, size - room));
            _buffer.AsSpan(start + room, length).CopyTo(_buffer.AsSpan(start + size));
            _widths[_depth] = size;
        }

        _position = start;
        Varint((ulong)length);
        _position += length;
    }

    public void Field(int field, long value)
    {
        if (value == 0) return;
        Tag(field, WireFormat.WireType.Varint);
        Varint((ulong)value);
    }

    public void Field(int field, bool value)
    {
        if (value) Field(field, 1);
    }

    /// <summary>A number that is written even where it is 0, because 0 is not what is read where it is missing.</summary>
    public void Present(int field, long value)
    {
        Tag(field, WireFormat.WireType.Varint);
        Varint((ulong)value);
    }

    /// <summary>Written whatever it is: a zero may have a sign.</summary>
    public void Field(int field, double value)
    {
        Tag(field, WireFormat.WireType.Fixed64);
        Packed(value);
    }

    public void Field(int field, float value)
    {
        Tag(field, WireFormat.WireType.Fixed32);
        Room(sizeof(float));
        BinaryPrimitives.WriteSingleLittleEndian(_buffer.AsSpan(_position), value);
        _position += sizeof(float);
    }

    public void Field(int field, string value)
    {
        if (value.Length == 0) return;
        Present(field, value);
    }

    /// <summary>Text that is written even where it is empty: of several texts each counts.</summary>
    public void Present(int field, string value)
    {
        Begin(field);
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        Room(most);
        _position += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_position, most));
        End();
    }

    public void Field(int field, IReadOnlyList<double> values)
    {
        if (values.Count == 0) return;
        Begin(field);
        for (var index = 0; index < values.Count; index++) Packed(values[index]);
        End();
    }

    public void Field(int field, TensorSummary? summary)
    {
        if (summary is null) return;
        Begin(field);
        Room(TensorSummary.MostSavedBytes);
        _position += summary.Save(_buffer.AsSpan(_position));
        End();
    }

    public void Packed(double value)
    {
        Room(sizeof(double));
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer.AsSpan(_position), value);
        _position += sizeof(double);
    }

    public void Packed(long value)
    {
        Room(10);
        Varint((ulong)value);
    }

    public void ZigZag(long value) => Packed((value << 1) ^ (value >> 63));

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_position));
        _position += bytes.Length;
    }

    void Tag(int field, WireFormat.WireType type)
    {
        Room(20);
        Varint(WireFormat.MakeTag(field, type));
    }

    void Varint(ulong value)
    {
        for (; value > 0x7f; value >>= 7) _buffer[_position++] = (byte)(value | 0x80);
        _buffer[_position++] = (byte)value;
    }

    void Room(int bytes)
    {
        if (_buffer.Length - _position < bytes) Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _position + bytes));
    }
}
