namespace Fathom.Recipes;

/// <summary>A part that the network has named, put here.</summary>
public sealed record Use : Shorthand
{
    /// <summary>The part's name.</summary>
    public required string Part { get; init; }

    /// <summary>Whether all places that share the part use the same weights; default: each use has weights of its own.</summary>
    public bool Shared { get; init; }

    /// <inheritdoc/>
    public override string InputRule => $"what the part {Part} takes";

    /// <summary>Not known here, because only the network knows its parts: null.</summary>
    public override ValueList<int>? OutputShape(ValueList<int> input) => null;
}
