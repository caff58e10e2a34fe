using System.Globalization;
using Fathom.Lab.Recipes;
using Fathom.Recipes;

namespace Fathom.Lab.Datasets.Tables;

/// <summary>Which columns of a table are what.</summary>
/// <param name="Label">The label's column.</param>
/// <param name="Features">The features' columns in order; for each, its categories, or null where it holds numbers.</param>
sealed record TableLayout(int Label, IReadOnlyList<(int Column, Categories? Categories)> Features)
{
    public static TableLayout Of(TableRows rows, TableData source)
    {
        var label = source.Label is { } name ? Find(rows, name, "label") : rows.Columns.Count - 1;
        var oneHot = source.OneHot.Select(column => Find(rows, column, "one-hot")).ToHashSet();
        if (oneHot.Contains(label))
            throw new DataException($"Column {Shown.Short(rows.Columns[label])} of {rows.Name} is the label and cannot be a feature too; take it out of one-hot.");
        return new TableLayout(label,
        [
            .. Enumerable.Range(0, rows.Columns.Count).Where(column => column != label)
                .Select(column => (column, oneHot.Contains(column) ? new Categories(rows.Name, rows.Columns[column], "leave out columns such as names or dates") : null)),
        ]);
    }

    static int Find(TableRows rows, string written, string role)
    {
        for (var column = 0; column < rows.Columns.Count && rows.HasNames; column++)
            if (rows.Columns[column] == written) return column;
        if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= rows.Columns.Count) return number - 1;

        var remedy = !rows.HasNames ? $"give a number from 1 to {rows.Columns.Count}."
            : NearestName.Of(written, rows.Columns) is { } near ? $"did you mean {Shown.Short(near)}?"
            : $"it has {Shown.List(rows.Columns)}.";
        throw new DataException($"{rows.Name} has no {role} column {Shown.Short(written)}; {remedy}");
    }
}
