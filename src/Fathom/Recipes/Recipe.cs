namespace Fathom.Recipes;

/// <summary>A network, its training and its data, written down: the thing that is examined, trained and treated.</summary>
public sealed record Recipe
{
    /// <summary>What the recipe is called.</summary>
    public required string Name { get; init; }

    /// <summary>Where every random number of the training starts; the same seed gives the same training.</summary>
    public long Seed { get; init; } = 1;
}
