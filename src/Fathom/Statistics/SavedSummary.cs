using System.Buffers.Binary;

namespace Fathom.Statistics;

/// <summary>The bytes of a saved summary: a cursor that writes or reads them.</summary>
/// <remarks>
/// One byte of format and flags; then, as far as the flags say that they are there, in this order: count, zeros, NaNs, plus and minus infinities; the sum, the
/// middle accumulator of the squares, minimum and maximum; the small and the large accumulator; the smallest magnitude and the exponents (below, above,
/// how many binades, the first of them, their counts); the edges of the float formats. Whole numbers are variable-length (seven bits a byte, the
/// lowest first), doubles are eight bytes, little-endian.
/// </remarks>
ref struct SavedSummary(Span<byte> bytes)
{
    public const byte Format = 0x10, FormatMask = 0xf0;
    public const byte NonFinite = 1, FarSquares = 2, Nonzero = 4, Edges = 8;

    const int LongestNumber = 10;

    /// <summary>The flags and nine counts; seven doubles; bounds and counts of the exponents; the edges.</summary>
    public const int Most = 1 + (5 * LongestNumber) + (7 * sizeof(double)) + (4 * LongestNumber) + (LongestNumber * ExponentHistogram.Places)
        + (2 * FloatFormat.Known * LongestNumber);

    readonly Span<byte> _bytes = bytes;

    public int Position { get; private set; }

    public void Write(byte value) => _bytes[Position++] = value;

    public void Write(long value)
    {
        var left = (ulong)value;
        for (; left > 0x7f; left >>= 7) _bytes[Position++] = (byte)(left | 0x80);
        _bytes[Position++] = (byte)left;
    }

    /// <summary>Writes each of them as a whole number.</summary>
    public void Write(ReadOnlySpan<uint> values)
    {
        var target = _bytes;
        var at = Position;
        foreach (var value in values)
        {
            var left = value;
            for (; left > 0x7f; left >>= 7) target[at++] = (byte)(left | 0x80);
            target[at++] = (byte)left;
        }

        Position = at;
    }

    public void Write(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes[Position..], value);
        Position += sizeof(double);
    }

    public byte ReadByte() => Position < _bytes.Length ? _bytes[Position++] : throw TooShort();

    /// <summary>A whole number that is not negative.</summary>
    public long ReadCount()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = ReadByte();
            value |= (ulong)(part & 0x7f) << shift;
            if (part <= 0x7f) return value <= long.MaxValue ? (long)value : throw Wrong("a count is negative");
        }

        throw Wrong("a number never ends");
    }

    public double ReadDouble()
    {
        if (_bytes.Length - Position < sizeof(double)) throw TooShort();
        var value = BinaryPrimitives.ReadDoubleLittleEndian(_bytes[Position..]);
        Position += sizeof(double);
        return value;
    }

    public static InvalidDataException Wrong(string why) => new($"These bytes are no saved tensor summary: {why}.");

    static InvalidDataException TooShort() => Wrong("they end too early");
}
