using System.IO.Compression;
using System.Text.Json;
using Fathom.Runs;
using Fathom.Store.Json;

namespace Fathom.Store.Exports;

/// <summary>Writes a run for other programs. Rows are made while they are written: an export takes little more memory than the run itself.</summary>
/// <remarks>
/// Steps that were recorded one by one are a row each; older ones, of which a run keeps sums, are a row per block from <c>first_step</c> to
/// <c>last_step</c>. What was not measured is missing (empty, null); what was measured and is not finite says so.
/// </remarks>
public static class RunExport
{
    /// <summary>Every table of the run as a CSV file in <paramref name="folder"/>, which is made where necessary: <c>scalars.csv</c>, <c>layers.csv</c> and so on.</summary>
    /// <returns>The files, one per <see cref="RunTable"/>.</returns>
    public static IReadOnlyList<string> ToCsv(RunView run, string folder) => EveryTable(folder, "csv", (table, stream) => ToCsv(run, table, stream));

    /// <summary>One table of the run as CSV: comma-separated, UTF-8, a line of headings; numbers read back to the same bits; NaN, Infinity and -Infinity as words.</summary>
    public static void ToCsv(RunView run, RunTable table, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(stream);
        CsvTables.Write(ExportTable.Of(run, table), stream);
    }

    /// <summary>Every table of the run as a Parquet file in <paramref name="folder"/>, which is made where necessary.</summary>
    /// <returns>The files, one per <see cref="RunTable"/>.</returns>
    public static IReadOnlyList<string> ToParquet(RunView run, string folder) => EveryTable(folder, "parquet", (table, stream) => ToParquet(run, table, stream));

    /// <summary>One table of the run as Parquet; every column may hold nulls, and NaN and infinities are themselves.</summary>
    /// <param name="run">The run.</param>
    /// <param name="table">The table.</param>
    /// <param name="stream">Where to; its position must be known, as that of a file.</param>
    public static void ToParquet(RunView run, RunTable table, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(stream);
        ParquetTables.Write(ExportTable.Of(run, table), stream).GetAwaiter().GetResult();
    }

    /// <summary>Every table of the run as CSV in one ZIP archive, under the names of <see cref="ToCsv(RunView, string)"/>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stream">Where to; it is written from the beginning to the end and left open.</param>
    public static void ToCsvArchive(RunView run, Stream stream) => Archive(stream, "csv", (table, entry) => ToCsv(run, table, entry));

    /// <summary>Every table of the run as Parquet in one ZIP archive, under the names of <see cref="ToParquet(RunView, string)"/>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stream">Where to; it is written from the beginning to the end and left open.</param>
    public static void ToParquetArchive(RunView run, Stream stream) => Archive(stream, "parquet", (table, entry) =>
    {
        // A packed stream does not know its position, which Parquet writes down.
        using var beside = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        ToParquet(run, table, beside);
        beside.Position = 0;
        beside.CopyTo(entry);
    });

    /// <summary>The whole run as one JSON document, schema <c>fathom.run/1</c>, in <paramref name="file"/>; there whole or not at all.</summary>
    public static void ToJson(RunView run, string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        WholeFile.Write(file, stream => ToJson(run, stream));
    }

    /// <summary>The whole run as one JSON document. A number that is not finite is null, and a field with <c>Is</c> behind its name says what it is.</summary>
    public static void ToJson(RunView run, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(stream);
        using var json = new Utf8JsonWriter(stream);
        RunJson.Write(json, run);
    }

    static List<string> EveryTable(string folder, string extension, Action<RunTable, Stream> write)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Directory.CreateDirectory(folder);
        var files = new List<string>();
        foreach (var table in Enum.GetValues<RunTable>())
        {
            var file = Path.Combine(folder, $"{NameOf(table)}.{extension}");
            WholeFile.Write(file, stream => write(table, stream));
            files.Add(file);
        }

        return files;
    }

    static void Archive(Stream stream, string extension, Action<RunTable, Stream> write)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var table in Enum.GetValues<RunTable>())
        {
            using var entry = archive.CreateEntry($"{NameOf(table)}.{extension}", CompressionLevel.Fastest).Open();
            write(table, entry);
        }
    }

    static string NameOf(RunTable table) => string.Concat(table.ToString().Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"-{letter}" : $"{letter}")).ToLowerInvariant();
}
