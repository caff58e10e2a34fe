using System.Buffers.Binary;
using System.Numerics;

namespace Fathom.Journal.Framing;

/// <summary>The checksum of TensorFlow's record files: CRC-32C (Castagnoli), turned and shifted so that a checksum of checksums stays strong.</summary>
/// <remarks>Source: tensorflow/core/lib/hash/crc32c.h, <c>Mask</c>.</remarks>
static class MaskedCrc
{
    const uint MaskDelta = 0xa282ead8;

    public static uint Of(ReadOnlySpan<byte> data)
    {
        var crc = ~Crc(data);
        return ((crc >> 15) | (crc << 17)) + MaskDelta;
    }

    static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (var one in data) crc = BitOperations.Crc32C(crc, one);
        return crc;
    }
}
