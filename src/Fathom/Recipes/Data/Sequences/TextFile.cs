namespace Fathom.Recipes;

/// <summary>A text, cut into pieces; at each time step the label is the next character.</summary>
/// <remarks>The vocabulary is what characters the file holds, in the order of their numbers in Unicode.</remarks>
public sealed record TextFile : DataSource
{
    /// <summary>The file, a text in UTF-8.</summary>
    public required string Path { get; init; }

    /// <summary>How many time steps a piece has, 1 to 10,000; default 50.</summary>
    public int Length { get; init => field = Require.Between(value, 1, 10_000, nameof(Length)); } = 50;

    /// <summary>How a character becomes numbers; default one-hot.</summary>
    public SymbolEncoding Encoding { get; init; }
}
