using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets;

/// <summary>
/// One IDX file of bytes: two zero bytes, 8 for "bytes", the number of dimensions, each dimension as a big-endian 32-bit number, and
/// then the bytes.
/// </summary>
static class IdxFile
{
    const int ChunkBytes = 1 << 16;
    // deflate cannot make more than 1032 bytes out of one.
    const long MostInflation = 1032;

    /// <summary>One row per image with a brightness of 0 to 1 (the byte over 255) per pixel, and the shape of an image.</summary>
    public static (Tensor Features, ValueList<int> Shape) ReadImages(string path, CancellationToken cancellation) => Guarded(path, stream =>
    {
        var sizes = ReadHeader(stream, path, dimensions: 3, "images");
        var features = empty([sizes[0], (long)sizes[1] * sizes[2]], dtype: ScalarType.Float32);
        try
        {
            Fill(MemoryMarshal.Cast<byte, float>(features.bytes), stream, path, cancellation);
            return (features, (ValueList<int>)[sizes[1], sizes[2]]);
        }
        catch
        {
            features.Dispose();
            throw;
        }
    });

    /// <summary>One number per label.</summary>
    public static double[] ReadLabels(string path) => Guarded(path, stream =>
    {
        var sizes = ReadHeader(stream, path, dimensions: 1, "labels");
        var bytes = new byte[sizes[0]];
        ReadAll(stream, bytes, path, at: 0, sizes[0]);
        CheckEnd(stream, path, bytes.Length);
        return Array.ConvertAll(bytes, label => (double)label);
    });

    static void Fill(Span<float> pixels, Stream stream, string path, CancellationToken cancellation)
    {
        var chunk = new byte[ChunkBytes];
        for (var done = 0; done < pixels.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = chunk.AsSpan(0, Math.Min(chunk.Length, pixels.Length - done));
            ReadAll(stream, part, path, done, pixels.Length);
            for (var at = 0; at < part.Length; at++) pixels[done + at] = part[at] / 255f;
            done += part.Length;
        }

        CheckEnd(stream, path, pixels.Length);
    }

    static int[] ReadHeader(Stream stream, string path, int dimensions, string content)
    {
        var header = new byte[4 + 4 * dimensions];
        var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var expected = 0x0800u + (uint)dimensions;
        if (read >= 4 && magic != expected)
            throw new DataException($"{path} is no IDX file of {content}: it must begin with the number {expected}, but begins with {magic}. Give the {content} file as it was published.");
        if (read < header.Length)
            throw new DataException($"{path} ends after {read} bytes, within its header of {header.Length}; get the file again.");

        var sizes = new int[dimensions];
        for (var dimension = 0; dimension < dimensions; dimension++)
            sizes[dimension] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 + 4 * dimension));
        CheckSizes(sizes, path);
        return sizes;
    }

    static void CheckSizes(int[] sizes, string path)
    {
        var numbers = sizes.Aggregate(1.0, (product, size) => product * size);
        if (sizes.Any(size => size <= 0))
            throw new DataException($"{path} says that it has the size {string.Join(" × ", sizes)}; each number must be at least 1. Get the file again.");
        if (numbers > Samples.MostNumbers || numbers > (double)new FileInfo(path).Length * MostInflation)
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"{path} says that it has the size {string.Join(" × ", sizes)}, which is more than it can hold or than {Samples.MostNumbers:N0} numbers; get the file again."));
    }

    static void ReadAll(Stream stream, Span<byte> bytes, string path, long at, long total)
    {
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"{path} ends after {at + read:N0} of the {total:N0} bytes that its header promises; get the file again."));
    }

    static void CheckEnd(Stream stream, string path, long total)
    {
        if (stream.ReadByte() >= 0)
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"{path} goes on after the {total:N0} bytes that its header promises; get the file again."));
    }

    static T Guarded<T>(string path, Func<Stream, T> read) => DataFile.Guarded(path, () =>
    {
        using var file = File.OpenRead(path);
        var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        using Stream content = isGzip ? new GZipStream(file, CompressionMode.Decompress) : new BufferedStream(file);
        return read(content);
    });
}
