namespace Fathom.Recipes;

/// <summary>A number that stays.</summary>
public sealed record FixedScale : BranchScale
{
    /// <summary>The number, -1,000 to 1,000.</summary>
    public required double Factor { get; init => field = Require.Between(value, -1000, 1000, nameof(Factor)); }
}
