namespace Fathom.Lab.Recipes;

/// <summary>A piece of a JSON Schema; with nothing said it accepts anything.</summary>
sealed record SchemaPart
{
    public string? Ref { get; init; }

    public string? Description { get; init; }

    public object? Default { get; init; }

    public IReadOnlyList<string> Type { get; init; } = [];

    public IReadOnlyList<string> Enum { get; init; } = [];

    public string? Pattern { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>A <see cref="double"/> or a <see cref="decimal"/>, which holds whole numbers that a double does not.</summary>
    public object? Minimum { get; init; }

    public double? ExclusiveMinimum { get; init; }

    public object? Maximum { get; init; }

    public double? ExclusiveMaximum { get; init; }

    public SchemaPart? Items { get; init; }

    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }

    /// <summary>The keys that a map may have; null: it says nothing about keys.</summary>
    public IReadOnlyList<(string Name, SchemaPart Value)>? Properties { get; init; }

    /// <summary>Whether other keys than <see cref="Properties"/> are refused.</summary>
    public bool IsClosed { get; init; }

    /// <summary>What each key of a map must match, where any are free to be chosen.</summary>
    public string? EachKey { get; init; }

    /// <summary>What stands behind each key that <see cref="EachKey"/> matches.</summary>
    public SchemaPart? EachValue { get; init; }

    public int? MinKeys { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];

    public IReadOnlyList<SchemaPart> AnyOf { get; init; } = [];

    public IReadOnlyList<SchemaPart> AllOf { get; init; } = [];

    public SchemaPart? Not { get; init; }
}
