namespace Fathom.Recipes;

/// <summary>Every number starts at the same value.</summary>
public sealed record Constant : Initialization
{
    /// <summary>The value, -1,000,000 to 1,000,000.</summary>
    public required double Value { get; init => field = Require.Between(value, -1e6, 1e6, nameof(Value)); }
}
