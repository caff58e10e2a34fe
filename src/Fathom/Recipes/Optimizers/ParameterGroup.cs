namespace Fathom.Recipes;

/// <summary>Parameters that an optimizer treats in a way of their own.</summary>
public sealed record ParameterGroup
{
    /// <summary>Which parameters, by name, such as <c>linear1.*</c>: a star stands for anything, a question mark for one letter.</summary>
    public required string Match { get; init; }

    /// <summary>Their learning rate, 0 to 1,000,000; 0 freezes them; null: the optimizer's.</summary>
    public double? LearningRate { get; init => field = value is { } rate ? Require.Between(rate, 0, 1e6, nameof(LearningRate)) : null; }

    /// <summary>Their weight decay, 0 to 1,000; null: the optimizer's.</summary>
    public double? WeightDecay { get; init => field = value is { } decay ? Require.Between(decay, 0, 1000, nameof(WeightDecay)) : null; }
}
