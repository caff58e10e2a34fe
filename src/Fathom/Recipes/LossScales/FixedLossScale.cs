namespace Fathom.Recipes;

/// <summary>A number that stays; 1 keeps float32 copies of the weights and scales nothing.</summary>
public sealed record FixedLossScale : LossScale
{
    /// <summary>The number, 2^-24 to 2^24.</summary>
    public required double By { get; init => field = Require.Between(value, Least, Most, nameof(By)); }
}
