using System.Globalization;
using System.Runtime.InteropServices;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets.Tables;

/// <summary>Makes samples of a table's rows; keeps no more of them than are needed.</summary>
/// <remarks>
/// Where more rows come than are needed, each of them is kept with the same probability: Vitter's algorithm R (1985). Rows that are not
/// kept are counted and searched for new categories, but their numbers are not read.
/// </remarks>
sealed class TableReader
{
    readonly TableRows _rows;
    readonly TableLayout _layout;
    readonly RowStore _store;
    readonly List<double> _labels = [];
    readonly Chance _chance;
    readonly int? _needed;
    Categories? _classes;

    public TableReader(TableRows rows, TableData source, long seed)
    {
        _rows = rows;
        _layout = TableLayout.Of(rows, source);
        _store = new RowStore(_layout.Features.Count);
        _chance = new Chance(seed, "rows");
        _needed = Samples.Needed(source);
    }

    public Samples Read(CancellationToken cancellation)
    {
        var seen = 0L;
        while (_rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (seen == 0 && !_rows.TryNumber(_layout.Label, out _))
                _classes = new Categories(_rows.Name, _rows.Columns[_layout.Label], "say with label which column holds the classes");
            Keep(seen++);
        }

        if (seen == 0) throw new DataException($"{_rows.Name} names its columns but has no sample below; add rows.");
        return Finish();
    }

    void Keep(long row)
    {
        var place = row < (_needed ?? long.MaxValue) ? row : _chance.Below(row + 1);
        if (place >= _needed)
        {
            Skip();
        }
        else if (place < _store.Count)
        {
            ReadRow(_store[(int)place]);
            _labels[(int)place] = Label();
        }
        else
        {
            CheckSize(_store.Count + 1L, _layout.Features.Count);
            ReadRow(_store.Add());
            _labels.Add(Label());
        }
    }

    /// <summary>Learns the categories of a row that is not kept: which there are must not depend on chance.</summary>
    void Skip()
    {
        foreach (var (column, categories) in _layout.Features) categories?.NumberOf(Category(column));
        _classes?.NumberOf(Category(_layout.Label));
    }

    void ReadRow(Span<float> features)
    {
        for (var feature = 0; feature < features.Length; feature++)
        {
            var (column, categories) = _layout.Features[feature];
            features[feature] = categories is null ? (float)Number(column, most: float.MaxValue) : categories.NumberOf(Category(column));
        }
    }

    double Label() => _classes?.NumberOf(Category(_layout.Label)) ?? Number(_layout.Label, most: double.MaxValue);

    double Number(int column, double most)
    {
        if (!_rows.TryNumber(column, out var number))
        {
            var remedy = column == _layout.Label ? "write a number in every row or a name in every row." : "write a number, name the column under one-hot, or leave it out.";
            throw new DataException($"{_rows.Name} must hold numbers, but {_rows.Place(column)} says {Shown.Short(_rows.Text(column))}; {remedy}");
        }

        // What only a double can hold would become infinite as a feature.
        return Math.Abs(number) <= most
            ? number
            : throw new DataException($"{_rows.Name} must hold finite numbers, but {_rows.Place(column)} says {Shown.Short(_rows.Text(column))}; fill in or leave out such rows.");
    }

    string Category(int column) => _rows.Text(column) is { Length: > 0 } name
        ? name
        : throw new DataException($"{_rows.Name} must name a category, but {_rows.Place(column)} says nothing; fill in or leave out such rows.");

    Samples Finish()
    {
        var width = _layout.Features.Sum(feature => feature.Categories?.Count ?? 1);
        CheckSize(_store.Count, width);
        var order = _classes?.Places();
        var labels = _labels.Select(label => order is null ? label : order[(int)label]).ToArray();
        var features = empty([labels.Length, width], dtype: ScalarType.Float32);
        var places = _layout.Features.Select(feature => feature.Categories?.Places()).ToArray();
        _store.Drain((row, numbers) =>
        {
            var to = MemoryMarshal.Cast<byte, float>(features.bytes).Slice(row * width, width);
            for (var feature = 0; feature < numbers.Length; feature++)
            {
                var expanded = to[..(places[feature]?.Length ?? 1)];
                expanded.Clear();
                if (places[feature] is { } place) expanded[place[(int)numbers[feature]]] = 1;
                else expanded[0] = numbers[feature];
                to = to[expanded.Length..];
            }
        });
        return new Samples(_rows.Name, features, labels, [width]) { ClassNames = _classes?.Names };
    }

    void CheckSize(long rows, int width)
    {
        if (rows * width > Samples.MostNumbers)
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"{_rows.Name} has more than {Samples.MostNumbers:N0} numbers; use a part of it, such as take: {Samples.MostNumbers / 10 / width:N0}."));
    }
}
