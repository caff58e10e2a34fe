using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Fathom.Lab.Datasets.Arrays;

/// <summary>What an array in NumPy's format says of itself: a magic, a version, and a Python dictionary (NEP 1).</summary>
/// <param name="Element">How one number is stored.</param>
/// <param name="IsFortran">Whether the first index runs fastest.</param>
/// <param name="Shape">The sizes of the dimensions.</param>
sealed partial record NpyHeader(NpyElement Element, bool IsFortran, long[] Shape)
{
    const int MostBytes = 100_000;
    static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>How many numbers there are.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    public static NpyHeader Read(Stream stream, string name)
    {
        var start = new byte[8];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (read < start.Length || !start.AsSpan(0, 6).SequenceEqual(Magic))
            throw new DataException($"{name} is no array in NumPy's format; save it with numpy.save or numpy.savez.");
        if (start[6] is 0 or > 3) throw new DataException($"{name} has version {start[6]} of NumPy's format, but only 1 to 3 are known; save it again with numpy.save.");

        var sizeBytes = new byte[start[6] == 1 ? 2 : 4];
        stream.ReadExactly(sizeBytes);
        var size = start[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(sizeBytes) : BinaryPrimitives.ReadUInt32LittleEndian(sizeBytes);
        if (size > MostBytes) throw Damaged(name);
        var header = new byte[size];
        stream.ReadExactly(header);
        return Parse(Encoding.UTF8.GetString(header), name);
    }

    static NpyHeader Parse(string text, string name)
    {
        if (StructuredDescription().IsMatch(text))
            throw new DataException($"{name} has several fields in each element; save each field as an array of numbers of its own.");
        var (description, order, shape) = (Description().Match(text), Order().Match(text), ShapeText().Match(text));
        if (!description.Success || !order.Success || !shape.Success) throw Damaged(name);
        var sizes = new List<long>();
        foreach (var size in shape.Groups["sizes"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!long.TryParse(size.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw Damaged(name);
            sizes.Add(number);
        }

        var header = new NpyHeader(NpyElement.Of(description.Groups["type"].Value, name), order.Groups["fortran"].Value == "True", [.. sizes]);
        return sizes.Aggregate(1.0, (product, size) => product * size) <= Samples.MostNumbers
            ? header
            : throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"{name} says that it has the shape ({string.Join(", ", sizes)}), which is more than {Samples.MostNumbers:N0} numbers; save a part of it."));
    }

    static DataException Damaged(string name) => new($"{name} has a damaged header; save it again with numpy.save.");

    [GeneratedRegex(@"'descr'\s*:\s*'(?<type>[^']{1,20})'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Description();

    [GeneratedRegex(@"'descr'\s*:\s*\[", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StructuredDescription();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(?<fortran>True|False)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Order();

    [GeneratedRegex(@"'shape'\s*:\s*\((?<sizes>[0-9L,\s]{0,400})\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShapeText();
}
