namespace Fathom.Recipes;

/// <summary>Drawn evenly from -bound to bound.</summary>
public sealed record Uniform : Initialization
{
    /// <summary>The bound, 0 to 1,000,000.</summary>
    public required double Bound { get; init => field = Require.Between(value, 0, 1e6, nameof(Bound)); }
}
