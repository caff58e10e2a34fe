namespace Fathom.Recipes;

/// <summary>A table of numbers in a text file, commas between the columns, one sample per row.</summary>
public sealed record Csv : DataSource
{
    /// <summary>The file; gzipped where it ends in <c>.gz</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The label's column, by its name or its number from 1; null: the last one.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the first row names the columns; null: it does where none of its fields is a number.</summary>
    public bool? Header { get; init; }
}
