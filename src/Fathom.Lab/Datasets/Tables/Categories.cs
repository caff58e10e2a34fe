using System.Globalization;

namespace Fathom.Lab.Datasets.Tables;

/// <summary>The categories that a column names, numbered as they are met.</summary>
/// <param name="file">The file, as messages call it.</param>
/// <param name="column">The column, as messages call it.</param>
/// <param name="remedy">What to do where there are too many.</param>
sealed class Categories(string file, string column, string remedy)
{
    const int Most = 1000;

    readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public int Count => _numbers.Count;

    /// <summary>Their names in alphabetical order.</summary>
    public IReadOnlyList<string> Names => [.. _numbers.Keys.Order(StringComparer.Ordinal)];

    public int NumberOf(string name)
    {
        if (_numbers.TryGetValue(name, out var number)) return number;
        if (_numbers.Count == Most)
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"Column {Shown.Short(column)} of {file} has more than {Most:N0} different values; {remedy}."));
        return _numbers[name] = _numbers.Count;
    }

    /// <summary>For each number as it was given, its place among <see cref="Names"/>.</summary>
    public int[] Places()
    {
        var places = new int[_numbers.Count];
        var names = Names;
        for (var place = 0; place < names.Count; place++) places[_numbers[names[place]]] = place;
        return places;
    }
}
