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

    /// <summary>
    /// The weight decay, 0 to 1,000; default 0. It is added to the gradient times the weight, except in AdamW, which takes it off the
    /// weight itself.
    /// </summary>
    public double WeightDecay { get; init => field = Require.Between(value, 0, 1000, nameof(WeightDecay)); }

    /// <summary>Parameters with a learning rate or a weight decay of their own; the first that matches counts; default: none.</summary>
    public ValueList<ParameterGroup> Groups { get; init; } = [];
}
