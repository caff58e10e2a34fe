namespace Fathom.Recipes;

/// <summary>A network, its training and its data, written down: the thing that is examined, trained and treated.</summary>
public sealed record Recipe
{
    /// <summary>What the recipe is called; never empty.</summary>
    public required string Name { get; init; }

    /// <summary>What a reader learns from the recipe, in a sentence; null where nobody said.</summary>
    public string? Teaches { get; init; }

    /// <summary>Where every random number of the training starts; the same seed gives the same training.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>What the network learns from; default: drawn digits.</summary>
    public DataSource Data { get; init; } = new Digits();

    /// <summary>The network.</summary>
    public required Network Network { get; init; }

    /// <summary>What the training makes small; default: cross-entropy.</summary>
    public Loss Loss { get; init; } = new CrossEntropy();

    /// <summary>How the network is trained.</summary>
    public TrainingPlan Training { get; init; } = new();
}
