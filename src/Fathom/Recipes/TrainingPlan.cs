namespace Fathom.Recipes;

/// <summary>How a network is trained.</summary>
public sealed record TrainingPlan
{
    /// <summary>What turns gradients into updates; default: plain gradient descent.</summary>
    public Optimizer Optimizer { get; init; } = new Sgd();

    /// <summary>How many samples a step takes, 1 to 1,000,000; default 128. Fewer where the data has fewer.</summary>
    public int Batch { get; init => field = Require.Between(value, 1, 1_000_000, nameof(Batch)); } = 128;

    /// <summary>How many steps the whole training takes, 1 to 1,000,000,000; default 500.</summary>
    public long Steps { get; init => field = Require.Between(value, 1, 1_000_000_000, nameof(Steps)); } = 500;
}
