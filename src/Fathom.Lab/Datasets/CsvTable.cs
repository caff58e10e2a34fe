using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using CsvHelper;
using CsvHelper.Configuration;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets;

/// <summary>Reads a table of numbers row by row.</summary>
static class CsvTable
{
    const int MostNumbers = 500_000_000;
    const int MostFieldCharacters = 10_000;

    public static Samples Read(Csv source, CancellationToken cancellation)
    {
        if (!File.Exists(source.Path)) throw new DataException($"There is no file {source.Path}; give the path of a CSV file.");
        try
        {
            using var file = File.OpenRead(source.Path);
            using Stream content = source.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var text = new StreamReader(content);
            using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { MaxFieldSize = MostFieldCharacters });
            return Read(parser, source, cancellation);
        }
        catch (Exception exception) when (exception is CsvHelperException or InvalidDataException)
        {
            throw new DataException($"{source.Path} is damaged: {exception.Message.Split('\n')[0].Trim().TrimEnd('.')}. A CSV file has one sample per line and commas between numbers.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{source.Path} cannot be read: {exception.Message}");
        }
    }

    static Samples Read(CsvParser parser, Csv source, CancellationToken cancellation)
    {
        if (!parser.Read()) throw new DataException($"{source.Path} is empty; a CSV file has one sample per line.");
        var first = parser.Record!;
        var hasHeader = source.Header ?? !first.Any(field => TryParse(field, out _));
        var columns = hasHeader ? first : [.. first.Select((_, column) => $"column {column + 1}")];
        if (columns.Length < 2) throw new DataException($"{source.Path} has one column; it needs at least one feature and a label, with commas between.");
        var label = LabelColumn(source, columns, hasHeader);

        var features = new List<float>();
        var labels = new List<double>();
        for (var more = !hasHeader || parser.Read(); more; more = parser.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            ReadRow(parser, source.Path, columns, label, features, labels);
        }

        if (labels.Count == 0) throw new DataException($"{source.Path} names its columns but has no sample below; add rows.");
        var width = columns.Length - 1;
        var rows = tensor(CollectionsMarshal.AsSpan(features).ToArray(), [labels.Count, width]);
        return new Samples(source.Path, rows, [.. labels], [width]);
    }

    static void ReadRow(CsvParser parser, string path, string[] columns, int label, List<float> features, List<double> labels)
    {
        if (parser.Count != columns.Length)
            throw new DataException($"{path} has {columns.Length} columns, but line {parser.RawRow} has {parser.Count}; give each line the same.");
        if (features.Count > MostNumbers - columns.Length)
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{path} has more than {MostNumbers:N0} numbers; use a smaller part of it."));

        for (var column = 0; column < columns.Length; column++)
        {
            var field = parser[column];
            if (!TryParse(field, out var number))
                throw new DataException($"{path} must hold numbers, but {Place(parser, columns, column)} says {ScalarNode.Shorten(field)}; write a number or leave the column out.");
            if (column != label) number = (float)number;
            if (!double.IsFinite(number))
                throw new DataException($"{path} must hold finite numbers, but {Place(parser, columns, column)} says {ScalarNode.Shorten(field)}; fill in or leave out such rows.");
            if (column == label) labels.Add(number);
            else features.Add((float)number);
        }
    }

    static int LabelColumn(Csv source, string[] columns, bool hasHeader)
    {
        if (source.Label is not { } label) return columns.Length - 1;
        var named = hasHeader ? Array.IndexOf(columns, label) : -1;
        if (named >= 0) return named;
        if (int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= columns.Length) return number - 1;

        var remedy = !hasHeader ? $"give a number from 1 to {columns.Length}."
            : NearestName.Of(label, columns) is { } near ? $"did you mean {ScalarNode.Shorten(near)}?"
            : $"it has {string.Join(", ", columns.Take(20).Select(ScalarNode.Shorten))}.";
        throw new DataException($"{source.Path} has no label column {ScalarNode.Shorten(label)}; {remedy}");
    }

    static string Place(CsvParser parser, string[] columns, int column) =>
        $"line {parser.RawRow}, column {column + 1}" + (columns[column] == $"column {column + 1}" ? "" : $" ({ScalarNode.Shorten(columns[column])})");

    static bool TryParse(string field, out double number) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
