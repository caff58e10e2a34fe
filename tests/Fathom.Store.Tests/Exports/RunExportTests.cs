using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Fathom.Store.Exports;
using Parquet;

namespace Fathom.Store.Tests.Exports;

public sealed class RunExportTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fathom-export-");

    public static TheoryData<RunTable> Tables => [.. Enum.GetValues<RunTable>()];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Tables))]
    public void Csv_reads_back_what_was_written(RunTable table)
    {
        var expected = ExportTable.Of(Views.Full(), table);
        using var stream = new MemoryStream();

        RunExport.ToCsv(Views.Full(), table, stream);

        stream.Position = 0;
        using var csv = new CsvReader(new StreamReader(stream), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        Assert.Equal(expected.Columns.Select(column => column.Heading), csv.HeaderRecord);
        foreach (var row in expected.Rows)
        {
            Assert.True(csv.Read());
            Assert.Equal(row.Select(Bits), expected.Columns.Select((column, index) => Bits(Parsed(csv.GetField(index)!, column.Type))));
        }

        Assert.False(csv.Read());
        Assert.NotEmpty(expected.Rows);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Parquet_reads_back_what_was_written(RunTable table)
    {
        var expected = ExportTable.Of(Views.Full(), table);
        using var stream = new MemoryStream();

        RunExport.ToParquet(Views.Full(), table, stream);

        var columns = await ParquetColumns.Of(stream);
        Assert.Equal(expected.Columns.Select(column => column.Heading), columns.Keys);
        foreach (var (index, column) in expected.Columns.Index()) Assert.Equal(expected.Rows.Select(row => Bits(row[index])), columns[column.Heading].Select(Bits));
    }

    [Fact]
    public async Task A_long_run_comes_whole_in_several_groups_of_rows()
    {
        var losses = Enumerable.Range(0, 2 * ParquetTables.GroupSize + 5).Select(step => Math.Sin(step)).ToArray();
        using var stream = new MemoryStream();

        RunExport.ToParquet(Views.WithLosses(losses), RunTable.Scalars, stream);

        stream.Position = 0;
        await using (var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true, cancellationToken: TestContext.Current.CancellationToken)) Assert.Equal(3, reader.RowGroupCount);
        Assert.Equal(losses, (await ParquetColumns.Of(stream))["last"].Cast<double>());
    }

    [Fact]
    public void Json_tells_numbers_that_are_not_finite_from_missing_ones()
    {
        var file = Path.Combine(_folder.FullName, "run.json");

        RunExport.ToJson(Views.Full(), file);

        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var root = json.RootElement;
        Assert.Equal("fathom.run/1", root.GetProperty("schema").GetString());
        var scalars = root.GetProperty("scalars").EnumerateArray().ToArray();
        Assert.Equal(JsonValueKind.Null, scalars[2].GetProperty("last").ValueKind);
        Assert.Equal("nan", scalars[2].GetProperty("lastIs").GetString());
        Assert.Equal(JsonValueKind.Null, scalars[2].GetProperty("mean").ValueKind);
        Assert.False(scalars[2].TryGetProperty("meanIs", out _));
        Assert.Equal("-infinity", scalars[3].GetProperty("lastIs").GetString());
        Assert.Equal(5e-324, scalars[1].GetProperty("last").GetDouble());
        Assert.Equal("infinity", root.GetProperty("trials")[0].GetProperty("treatedIs").GetString());
        Assert.False(root.GetProperty("trials")[1].TryGetProperty("treatedIs", out _));
        Assert.Equal("nan", root.GetProperty("findings")[0].GetProperty("evidence")[0].GetProperty("valueIs").GetString());
    }

    [Fact]
    public void Json_holds_the_whole_run()
    {
        using var stream = new MemoryStream();

        RunExport.ToJson(Views.Full(), stream);

        using var json = JsonDocument.Parse(stream.ToArray());
        var root = json.RootElement;
        Assert.Equal(Views.Full().Manifest.Id, root.GetProperty("id").GetString());
        Assert.Equal(Views.Full().Manifest.Name, root.GetProperty("name").GetString());
        Assert.Equal(long.MaxValue, root.GetProperty("seed").GetInt64());
        Assert.Equal("failed", root.GetProperty("status").GetString());
        Assert.Equal("The loss is not a number.", root.GetProperty("end").GetString());
        Assert.Equal("name: \"a, b\"\n", root.GetProperty("recipe").GetString());
        Assert.Equal(4, root.GetProperty("layers").GetArrayLength());
        Assert.Equal(6, root.GetProperty("parameters").GetArrayLength());
        Assert.Equal(4, root.GetProperty("ledger").GetArrayLength());
        Assert.Equal("stand-still", root.GetProperty("findings")[0].GetProperty("consequences")[0].GetProperty("id").GetString());
        Assert.Equal(77, root.GetProperty("damages")[0].GetProperty("offset").GetInt64());
    }

    [Fact]
    public void A_layer_has_the_update_ratio_of_its_weights_and_nothing_it_was_not_measured_for()
    {
        var table = ExportTable.Of(Views.Full(), RunTable.Layers);
        var rows = table.Rows.ToArray();

        object? Cell(int row, string column) => rows[row][table.Columns.Index().Single(one => one.Item.Heading == column).Index];

        Assert.Equal([10L, 20L, 2L, "linear1"], [Cell(0, "first_step"), Cell(0, "last_step"), Cell(0, "readings"), Cell(0, "layer")]);
        Assert.Equal(0.015, (double)Cell(0, "update_ratio")!, 1e-15);
        Assert.Equal(5.0, (double)Cell(0, "gradient_norm")!, 1e-12);
        Assert.Equal(2L, Cell(0, "gradient_non_finite"));
        Assert.Null(Cell(1, "update_ratio"));
        Assert.Null(Cell(1, "gradient_norm"));
        Assert.Null(Cell(1, "activation_size"));
        Assert.Equal(2L, Cell(1, "activation_non_finite"));
        Assert.Equal(true, Cell(1, "container"));
    }

    [Fact]
    public async Task Every_table_becomes_a_file_and_nothing_else_stays_behind()
    {
        var csv = RunExport.ToCsv(Views.Full(), Path.Combine(_folder.FullName, "csv"));
        var parquet = RunExport.ToParquet(Views.Empty(), Path.Combine(_folder.FullName, "parquet"));

        string[] names = ["scalars", "layers", "parameters", "ledger", "findings", "guard-events", "trials"];
        Assert.Equal(names.Select(name => $"{name}.csv"), csv.Select(Path.GetFileName));
        Assert.Equal(names.Select(name => $"{name}.parquet"), parquet.Select(Path.GetFileName));
        Assert.Equal(csv.Order(), Directory.GetFiles(Path.Combine(_folder.FullName, "csv")).Order());
        Assert.Equal(parquet.Order(), Directory.GetFiles(Path.Combine(_folder.FullName, "parquet")).Order());
        foreach (var file in parquet)
        {
            await using var reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(0, reader.RowGroupCount);
            Assert.NotEmpty(reader.Schema.DataFields);
        }
    }

    [Fact]
    public void A_failed_export_leaves_the_earlier_file_alone()
    {
        var file = Path.Combine(_folder.FullName, "run.json");
        RunExport.ToJson(Views.Empty(), file);
        var before = File.ReadAllText(file);

        // A finding without its list breaks in the middle of writing.
        Assert.ThrowsAny<Exception>(() => RunExport.ToJson(Views.Full() with { Trials = null! }, file));

        Assert.Equal(before, File.ReadAllText(file));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void Rows_are_made_while_they_are_written()
    {
        var made = 0;
        var table = ExportTable.Of("numbers", Enumerable.Range(0, 100_000).Select(number => (object)(made = number)), ("number", typeof(long), number => (long)(int)number));
        var lead = 0;

        CsvTables.Write(table, new WatchedStream(written => lead = Math.Max(lead, (int)(made - written / 7))));

        // A row takes at most 7 bytes, so that the stream lags by no more than the writers' buffers.
        Assert.InRange(lead, 0, 50_000);
        Assert.Equal(99_999, made);
    }

    static object? Parsed(string text, Type type) => text.Length == 0 ? null
        : type == typeof(string) ? text
        : type == typeof(bool) ? (object)bool.Parse(text)
        : type == typeof(long) ? (object)long.Parse(text, CultureInfo.InvariantCulture)
        : double.Parse(text, CultureInfo.InvariantCulture);

    // Zero of either sign, and NaN, are told apart by their bits.
    static object? Bits(object? value) => value is double number ? BitConverter.DoubleToInt64Bits(number) : value;
}
