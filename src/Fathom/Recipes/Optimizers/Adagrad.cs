namespace Fathom.Recipes;

/// <summary>The gradient divided by the root of the sum of all its squares so far; the learning rate is 0.01 unless said.</summary>
/// <remarks>Duchi, Hazan and Singer (2011), Adaptive subgradient methods for online learning and stochastic optimization.</remarks>
public sealed record Adagrad : Optimizer
{
    /// <summary>By how much the learning rate's divisor grows with each step, 0 to 1,000; default 0.</summary>
    public double LearningRateDecay { get; init => field = Require.Between(value, 0, 1000, nameof(LearningRateDecay)); }

    /// <summary>Where the sum of squares begins, 0 to 1,000,000; default 0.</summary>
    public double InitialSum { get; init => field = Require.Between(value, 0, 1e6, nameof(InitialSum)); }

    /// <summary>What is added to the root, above 0, at most 1; default 1e-10.</summary>
    public double Epsilon { get; init => field = Require.Between(Require.Positive(value), 0, 1, nameof(Epsilon)); } = 1e-10;
}
