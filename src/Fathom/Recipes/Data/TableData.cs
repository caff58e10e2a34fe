namespace Fathom.Recipes;

/// <summary>A table in a file: one sample per row, one column with its label, and the others with its features.</summary>
/// <remarks>
/// It is read row by row. With <see cref="DataSource.Take"/>, only as many rows are kept as that needs, drawn by chance from the whole
/// file, so that a file of any size fits into memory.
/// </remarks>
public abstract record TableData : DataSource
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The label's column, by its name or its number from 1; null: the last one. Labels that are no numbers name classes.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// Columns, by name or number from 1, whose values name categories: each becomes one feature per category, in alphabetical order,
    /// that is 1 where the row is of that category and else 0. Default: none.
    /// </summary>
    public ValueList<string> OneHot { get; init; } = [];
}
