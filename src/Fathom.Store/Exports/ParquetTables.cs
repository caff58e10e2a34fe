using Parquet;
using Parquet.Schema;

namespace Fathom.Store.Exports;

/// <summary>Tables as Parquet, in groups of rows so that a long table takes little memory. What is missing is null; NaN and infinities are themselves.</summary>
static class ParquetTables
{
    /// <summary>Rows held in memory at once.</summary>
    internal const int GroupSize = 1 << 14;

    public static async Task Write(ExportTable table, Stream stream)
    {
        var fields = table.Columns.Select(FieldOf).ToArray();
        await using var writer = await ParquetWriter.CreateAsync(new(fields), stream);
        foreach (var rows in table.Rows.Chunk(GroupSize))
        {
            using var group = writer.CreateRowGroup();
            for (var column = 0; column < fields.Length; column++) await Write(group, fields[column], table.Columns[column].Type, rows, column);
        }
    }

    static DataField FieldOf(Column column) =>
        column.Type == typeof(long) ? new DataField<long?>(column.Heading)
        : column.Type == typeof(double) ? new DataField<double?>(column.Heading)
        : column.Type == typeof(bool) ? new DataField<bool?>(column.Heading)
        : new DataField<string>(column.Heading, nullable: true);

    static Task Write(ParquetRowGroupWriter group, DataField field, Type type, object?[][] rows, int column) =>
        type == typeof(long) ? Write<long>(group, field, rows, column)
        : type == typeof(double) ? Write<double>(group, field, rows, column)
        : type == typeof(bool) ? Write<bool>(group, field, rows, column)
        : group.WriteAsync(field, Array.ConvertAll(rows, row => (string?)row[column])!);

    static Task Write<T>(ParquetRowGroupWriter group, DataField field, object?[][] rows, int column)
        where T : struct =>
        group.WriteAsync<T>(field, Array.ConvertAll(rows, row => (T?)row[column]));
}
