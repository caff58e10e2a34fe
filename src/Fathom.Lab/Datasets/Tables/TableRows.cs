namespace Fathom.Lab.Datasets.Tables;

/// <summary>A table that is read row by row, forwards only.</summary>
abstract class TableRows
{
    /// <summary>The file, as messages call it.</summary>
    public abstract string Name { get; }

    /// <summary>The columns' names, or "column 1" and so on where they have none.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Whether the columns have names of their own.</summary>
    public abstract bool HasNames { get; }

    /// <summary>Goes to the next row; false after the last.</summary>
    public abstract bool Read();

    /// <summary>Whether the current row has a number in <paramref name="column"/>.</summary>
    public abstract bool TryNumber(int column, out double number);

    /// <summary>What the current row says in <paramref name="column"/>; empty where nothing.</summary>
    public abstract string Text(int column);

    /// <summary>The current row, as messages call it: <c>line 3</c>.</summary>
    protected abstract string Row { get; }

    /// <summary>Where a message finds a value of the current row: <c>line 3, column 2 (b)</c>.</summary>
    public string Place(int column) =>
        $"{Row}, column {column + 1}" + (HasNames ? $" ({Shown.Short(Columns[column])})" : "");
}
