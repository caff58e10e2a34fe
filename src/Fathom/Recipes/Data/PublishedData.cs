namespace Fathom.Recipes;

/// <summary>A data set that the field shares, with its own division into training and test samples.</summary>
public abstract record PublishedData : DataSource
{
    /// <summary>The folder with its files as they were published; null: in the cache, where <c>fathom data download</c> puts them.</summary>
    public string? Path { get; init; }
}
