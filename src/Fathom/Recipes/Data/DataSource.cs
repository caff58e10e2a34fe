namespace Fathom.Recipes;

/// <summary>What a network learns from.</summary>
public abstract record DataSource
{
    /// <summary>At most how many samples to train on, evenly over the classes, at least 1; null: all that are not held out.</summary>
    public int? Take { get; init => field = value is { } take ? Require.Between(take, 1, int.MaxValue, nameof(Take)) : null; }

    /// <summary>Which share of the samples the training never sees, 0 to 0.9, evenly over the classes; default 0.2.</summary>
    public double HoldOut { get; init => field = Require.Between(value, 0, 0.9, nameof(HoldOut)); } = 0.2;

    /// <summary>What is done to the features before anything learns from them; null: nothing.</summary>
    public Preparation? Prepare { get; init; }
}
