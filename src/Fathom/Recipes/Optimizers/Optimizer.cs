namespace Fathom.Recipes;

/// <summary>What turns gradients into updates.</summary>
public abstract record Optimizer
{
    /// <summary>The learning rate: above 0, at most 1,000,000.</summary>
    public double LearningRate
    {
        get;
        init => field = Require.Between(Require.Positive(value), 0, 1e6, nameof(LearningRate));
    } = 0.01;
}
