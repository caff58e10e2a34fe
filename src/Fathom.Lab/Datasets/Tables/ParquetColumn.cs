using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Fathom.Lab.Datasets.Tables;

/// <summary>One column of one row group: numbers, not a number where there is none, or texts.</summary>
sealed class ParquetColumn
{
    string?[]? _texts;

    public double[]? Numbers { get; private init; }

    /// <summary>Whether not a number may stand in it as a value.</summary>
    public bool IsFloating { get; private init; }

    public string TextAt(long row) => _texts is { } texts ? texts[row] ?? "" : Written(Numbers![row]);

    string Written(double number) => double.IsNaN(number) && !IsFloating ? "" : number.ToString("R", CultureInfo.InvariantCulture);

    public static ParquetColumn Read(ParquetRowGroupReader group, DataField field, string file, CancellationToken cancellation)
    {
        var type = field.ClrType;
        if (field.IsArray) throw Unfit(field, file, "a list in each row");
        if (type == typeof(string)) return new() { _texts = Texts(group, field, cancellation) };
        var isFloating = type == typeof(float) || type == typeof(double);
        return new()
        {
            IsFloating = isFloating,
            Numbers = type == typeof(double) ? Values<double>(group, field, cancellation)
                : type == typeof(float) ? Values<float>(group, field, cancellation)
                : type == typeof(int) ? Values<int>(group, field, cancellation)
                : type == typeof(long) ? Values<long>(group, field, cancellation)
                : type == typeof(short) ? Values<short>(group, field, cancellation)
                : type == typeof(sbyte) ? Values<sbyte>(group, field, cancellation)
                : type == typeof(byte) ? Values<byte>(group, field, cancellation)
                : type == typeof(ushort) ? Values<ushort>(group, field, cancellation)
                : type == typeof(uint) ? Values<uint>(group, field, cancellation)
                : type == typeof(ulong) ? Values<ulong>(group, field, cancellation)
                : type == typeof(decimal) ? Values<decimal>(group, field, cancellation)
                : type == typeof(bool) ? Values<bool>(group, field, cancellation)
                : throw Unfit(field, file, $"the type {type.Name}"),
        };
    }

    static DataException Unfit(DataField field, string file, string what) =>
        new($"Column {Shown.Short(field.Name)} of {file} has {what}, but only numbers, truth values and texts can be read; leave the column out or turn it into numbers.");

    static string?[] Texts(ParquetRowGroupReader group, DataField field, CancellationToken cancellation)
    {
        var texts = new string?[group.RowCount];
        group.ReadAsync(field, texts.AsMemory(), null, cancellation).AsTask().GetAwaiter().GetResult();
        return texts;
    }

    static double[] Values<T>(ParquetRowGroupReader group, DataField field, CancellationToken cancellation)
        where T : struct, IConvertible
    {
        if (!field.IsNullable)
        {
            var values = new T[group.RowCount];
            group.ReadAsync(field, values.AsMemory(), null, cancellation).AsTask().GetAwaiter().GetResult();
            return Array.ConvertAll(values, value => value.ToDouble(CultureInfo.InvariantCulture));
        }

        var maybe = new T?[group.RowCount];
        group.ReadAsync(field, maybe.AsMemory(), null, cancellation).AsTask().GetAwaiter().GetResult();
        return Array.ConvertAll(maybe, value => value?.ToDouble(CultureInfo.InvariantCulture) ?? double.NaN);
    }
}
