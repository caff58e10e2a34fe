using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Fathom.Lab.Tests.Datasets.Arrays;

/// <summary>Writes arrays in NumPy's format from its specification (NEP 1).</summary>
static class Npy
{
    public static byte[] Of(string description, string shape, byte[] data, bool isFortran = false, int version = 1)
    {
        var text = $"{{'descr': '{description}', 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': {shape}, }}";
        var sizeBytes = version == 1 ? 2 : 4;
        var header = text.PadRight((text.Length + 8 + sizeBytes + 1 + 63) / 64 * 64 - 8 - sizeBytes - 1) + "\n";
        var size = new byte[sizeBytes];
        if (version == 1) BinaryPrimitives.WriteUInt16LittleEndian(size, (ushort)header.Length);
        else BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)header.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. size, .. Encoding.ASCII.GetBytes(header), .. data];
    }

    public static byte[] Floats(string shape, params float[] numbers) => Of("<f4", shape, [.. numbers.SelectMany(BitConverter.GetBytes)]);

    public static byte[] Longs(string shape, params long[] numbers) => Of("<i8", shape, [.. numbers.SelectMany(BitConverter.GetBytes)]);

    public static byte[] Zip(params (string Name, byte[] Array)[] arrays)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, array) in arrays)
            {
                using var entry = zip.CreateEntry(name + ".npy").Open();
                entry.Write(array);
            }
        }

        return stream.ToArray();
    }
}
