using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using CsvHelper.Configuration;
using Fathom.Recipes;

namespace Fathom.Lab.Datasets.Tables;

/// <summary>A text file with one sample per line.</summary>
sealed class CsvTable : TableRows
{
    const int MostFieldCharacters = 10_000;

    readonly CsvParser _parser;
    bool _atFirst;

    CsvTable(CsvParser parser, Csv source)
    {
        _parser = parser;
        Name = source.Path;
        if (!parser.Read()) throw new DataException($"{Name} is empty; a CSV file has one sample per line.");
        var first = parser.Record!;
        HasNames = source.Header ?? !first.Any(field => TryParse(field, out _));
        Columns = HasNames ? first : [.. first.Select((_, column) => $"column {column + 1}")];
        if (Columns.Count < 2)
            throw new DataException($"{Name} has one column; it needs at least one feature and a label, with {Called(source.Separator)} between.");
        _atFirst = !HasNames;
    }

    public override string Name { get; }

    public override IReadOnlyList<string> Columns { get; }

    public override bool HasNames { get; }

    protected override string Row => $"line {_parser.RawRow}";

    public static Samples Read(Csv source, long seed, CancellationToken cancellation)
    {
        if (!File.Exists(source.Path)) throw new DataException($"There is no file {source.Path}; give the path of a CSV file.");
        return DataFile.Guarded(source.Path, () =>
        {
            using var file = File.OpenRead(source.Path);
            using Stream content = source.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
            return Read(content, source, seed, cancellation);
        });
    }

    /// <summary>The samples in <paramref name="content"/>, whatever the source's path says.</summary>
    public static Samples Read(Stream content, Csv source, long seed, CancellationToken cancellation)
    {
        try
        {
            using var text = new StreamReader(content);
            var settings = new CsvConfiguration(CultureInfo.InvariantCulture) { MaxFieldSize = MostFieldCharacters, Delimiter = source.Separator.ToString() };
            using var parser = new CsvParser(text, settings);
            return new TableReader(new CsvTable(parser, source), source, seed).Read(cancellation);
        }
        catch (CsvHelperException exception)
        {
            throw new DataException($"{source.Path} is damaged: {exception.Message.Split('\n')[0].Trim().TrimEnd('.')}. A CSV file has one sample per line and {Called(source.Separator)} between numbers.");
        }
    }

    public override bool Read()
    {
        var more = _atFirst || _parser.Read();
        _atFirst = false;
        if (more && _parser.Count != Columns.Count)
            throw new DataException($"{Name} has {Columns.Count} columns, but line {_parser.RawRow} has {_parser.Count}; give each line the same.");
        return more;
    }

    public override bool TryNumber(int column, out double number) => TryParse(_parser[column], out number);

    public override string Text(int column) => _parser[column].Trim();

    static bool TryParse(string field, out double number) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    static string Called(char separator) => separator switch
    {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        ' ' => "spaces",
        _ => $"the sign {separator}",
    };
}
