using System.Buffers.Binary;
using System.Globalization;

namespace Fathom.Lab.Datasets.Arrays;

/// <summary>How NumPy stores one number.</summary>
/// <param name="Kind">b, i, u or f: truth value, whole number with or without sign, floating point.</param>
/// <param name="Bytes">How many bytes it takes.</param>
/// <param name="IsBigEndian">Whether its most significant byte comes first.</param>
readonly record struct NpyElement(char Kind, int Bytes, bool IsBigEndian)
{
    /// <param name="description">As in the header: <c>&lt;f8</c>, <c>&gt;i4</c>, <c>|u1</c>.</param>
    /// <param name="name">The array, as messages call it.</param>
    public static NpyElement Of(string description, string name)
    {
        var order = description[0];
        var bytes = description.Length > 2 && int.TryParse(description.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var written) ? written : 0;
        var kind = description.Length > 1 ? description[1] : ' ';
        var isKnown = order is '<' or '>' or '=' or '|' && (kind, bytes) is ('b', 1) or ('i' or 'u', 1 or 2 or 4 or 8) or ('f', 2 or 4 or 8);
        return isKnown
            ? new NpyElement(kind, bytes, order == '>')
            : throw new DataException($"{name} holds elements of the type {Shown.Short(description)}, but only whole numbers, floating-point numbers up to float64 and truth values can be read; convert it with astype('float32').");
    }

    /// <summary>The number in exactly <see cref="Bytes"/> bytes.</summary>
    public double Decode(ReadOnlySpan<byte> bytes) => (Kind, Bytes) switch
    {
        ('b', _) => bytes[0] == 0 ? 0 : 1,
        ('i', 1) => (sbyte)bytes[0],
        ('u', 1) => bytes[0],
        ('i', 2) => IsBigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes),
        ('u', 2) => IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        ('i', 4) => IsBigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ('u', 4) => IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        ('i', _) => IsBigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ('u', _) => IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        ('f', 2) => (double)(IsBigEndian ? BinaryPrimitives.ReadHalfBigEndian(bytes) : BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        ('f', 4) => IsBigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => IsBigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes),
    };
}
