namespace Fathom.Recipes;

/// <summary>Samples made from the recipe's seed; as many of each class as of any other.</summary>
public abstract record GeneratedData : DataSource
{
    /// <summary>How many samples are made, 20 to 1,000,000; default 5,000.</summary>
    public int Samples { get; init => field = Require.Between(value, 20, 1_000_000, nameof(Samples)); } = 5000;
}
