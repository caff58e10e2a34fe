using Parquet;
using Parquet.Schema;

namespace Fathom.Store.Tests.Exports;

/// <summary>A Parquet file by columns, read with the library's own reader.</summary>
static class ParquetColumns
{
    public static async Task<Dictionary<string, List<object?>>> Of(Stream stream)
    {
        stream.Position = 0;
        await using var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true);
        var columns = new Dictionary<string, List<object?>>(StringComparer.Ordinal);
        foreach (var field in reader.Schema.DataFields)
        {
            columns[field.Name] = [];
            for (var group = 0; group < reader.RowGroupCount; group++)
            {
                using var rows = reader.OpenRowGroupReader(group);
                columns[field.Name].AddRange(await Read(rows, field));
            }
        }

        return columns;
    }

    static Task<object?[]> Read(ParquetRowGroupReader rows, DataField field) =>
        field.ClrType == typeof(long) ? Read<long>(rows, field)
        : field.ClrType == typeof(double) ? Read<double>(rows, field)
        : field.ClrType == typeof(bool) ? Read<bool>(rows, field)
        : ReadText(rows, field);

    static async Task<object?[]> Read<T>(ParquetRowGroupReader rows, DataField field)
        where T : struct
    {
        var values = new T?[rows.RowCount];
        await rows.ReadAsync(field, values.AsMemory());
        return [.. values.Select(value => (object?)value)];
    }

    static async Task<object?[]> ReadText(ParquetRowGroupReader rows, DataField field)
    {
        var values = new string?[rows.RowCount];
        await rows.ReadAsync(field, values.AsMemory());
        return [.. values];
    }
}
