using System.Globalization;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets.Arrays;

/// <summary>Reads arrays in NumPy's format.</summary>
static class NpyArray
{
    const int ChunkNumbers = 1 << 13;

    /// <summary>The array as float32 in its own shape.</summary>
    /// <param name="stream">From its first byte to its end.</param>
    /// <param name="length">How many bytes the array can have at most.</param>
    /// <param name="name">The array, as messages call it.</param>
    /// <param name="cancellation">Looked at often.</param>
    public static Tensor ReadFloats(Stream stream, long length, string name, CancellationToken cancellation)
    {
        var header = Header(stream, length, name);
        using var scope = NewDisposeScope();
        var flat = empty([header.Count], dtype: ScalarType.Float32);
        Read(stream, header, name, MemoryMarshal.Cast<byte, float>(flat.bytes), number => (float)number, cancellation);
        if (!header.IsFortran || header.Shape.Length < 2) return flat.reshape(header.Shape).MoveToOuterDisposeScope();

        var order = Enumerable.Range(0, header.Shape.Length).Reverse().Select(dimension => (long)dimension).ToArray();
        return flat.reshape([.. header.Shape.Reverse()]).permute(order).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>The array as one number per sample.</summary>
    public static double[] ReadLabels(Stream stream, long length, string name, CancellationToken cancellation)
    {
        var header = Header(stream, length, name);
        if (header.Shape.Length == 0 || header.Count != header.Shape[0])
            throw new DataException($"{name} has the shape ({string.Join(", ", header.Shape)}), but labels must be one number per sample; save them in one dimension, classes as whole numbers from 0.");
        var labels = new double[header.Count];
        Read(stream, header, name, labels, number => number, cancellation);
        return labels;
    }

    static NpyHeader Header(Stream stream, long length, string name)
    {
        try
        {
            var header = NpyHeader.Read(stream, name);
            if (header.Count == 0) throw new DataException($"{name} is empty: its shape is ({string.Join(", ", header.Shape)}); save an array with at least one number.");
            return header.Count * header.Element.Bytes <= length ? header : throw Cut(name, header);
        }
        catch (EndOfStreamException)
        {
            throw new DataException($"{name} ends within its header; save it again with numpy.save.");
        }
    }

    static void Read<T>(Stream stream, NpyHeader header, string name, Span<T> to, Func<double, T> convert, CancellationToken cancellation)
    {
        var bytes = header.Element.Bytes;
        var chunk = new byte[ChunkNumbers * bytes];
        for (var done = 0; done < to.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = chunk.AsSpan(0, Math.Min(ChunkNumbers, to.Length - done) * bytes);
            if (stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length) throw Cut(name, header);
            for (var at = 0; at < part.Length; at += bytes) to[done++] = convert(header.Element.Decode(part.Slice(at, bytes)));
        }
    }

    static DataException Cut(string name, NpyHeader header) => new(string.Create(CultureInfo.InvariantCulture,
        $"{name} ends before the {header.Count:N0} numbers that its shape ({string.Join(", ", header.Shape)}) promises; save it again."));
}
