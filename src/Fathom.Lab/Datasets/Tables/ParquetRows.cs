using Fathom.Recipes;
using Parquet;
using Parquet.Schema;

namespace Fathom.Lab.Datasets.Tables;

/// <summary>A table in a Parquet file; one of its row groups is in memory at a time.</summary>
sealed class ParquetRows : TableRows
{
    readonly ParquetReader _reader;
    readonly DataField[] _fields;
    readonly CancellationToken _cancellation;
    ParquetColumn[] _columns = [];
    int _group = -1;
    long _row = -1;
    long _rowsBefore;
    long _rowsInGroup;

    ParquetRows(ParquetReader reader, string path, CancellationToken cancellation)
    {
        (_reader, Name, _cancellation) = (reader, path, cancellation);
        _fields = reader.Schema.DataFields;
        Columns = [.. _fields.Select(field => field.Name)];
        if (_fields.Length < 2) throw new DataException($"{Name} has {_fields.Length} columns; it needs at least one feature and a label.");
    }

    public override string Name { get; }

    public override IReadOnlyList<string> Columns { get; }

    public override bool HasNames => true;

    protected override string Row => $"row {_rowsBefore + _row + 1}";

    public static Samples Read(ParquetTable source, long seed, CancellationToken cancellation)
    {
        if (!File.Exists(source.Path)) throw new DataException($"There is no file {source.Path}; give the path of a Parquet file.");
        return DataFile.Guarded(source.Path, () =>
        {
            using var file = File.OpenRead(source.Path);
            return Read(file, source, seed, cancellation);
        });
    }

    static Samples Read(Stream file, ParquetTable source, long seed, CancellationToken cancellation)
    {
        ParquetReader? reader = null;
        try
        {
            reader = ParquetReader.CreateAsync(file, cancellationToken: cancellation).GetAwaiter().GetResult();
            return new TableReader(new ParquetRows(reader, source.Path, cancellation), source, seed).Read(cancellation);
        }
        catch (Exception exception) when (exception is not (DataException or IOException or OperationCanceledException or OutOfMemoryException))
        {
            // The decoder fails in its own ways on damage: an index out of range, an unknown encoding, a broken Thrift header.
            throw new DataException($"{source.Path} is damaged or no Parquet file: {exception.Message.Split('\n')[0].Trim().TrimEnd('.')}. Get the file again.");
        }
        finally
        {
            reader?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    public override bool Read()
    {
        while (++_row >= _rowsInGroup)
        {
            if (_group + 1 >= _reader.RowGroupCount) return false;
            _rowsBefore += _rowsInGroup;
            LoadGroup(++_group);
            _row = -1;
        }

        return true;
    }

    public override bool TryNumber(int column, out double number)
    {
        number = _columns[column].Numbers?[_row] ?? double.NaN;
        return !double.IsNaN(number) || _columns[column].IsFloating;
    }

    public override string Text(int column) => _columns[column].TextAt(_row);

    void LoadGroup(int group)
    {
        using var reader = _reader.OpenRowGroupReader(group);
        _rowsInGroup = reader.RowCount;
        if (_rowsInGroup * _fields.Length > Samples.MostNumbers)
            throw new DataException($"Row group {group + 1} of {Name} has {_rowsInGroup} rows of {_fields.Length} columns, more than fit into memory at once; write the file with smaller row groups.");
        _columns = [.. _fields.Select(field => ParquetColumn.Read(reader, field, Name, _cancellation))];
    }
}
