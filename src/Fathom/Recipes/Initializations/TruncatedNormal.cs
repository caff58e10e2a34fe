namespace Fathom.Recipes;

/// <summary>Drawn from a normal distribution around 0 of which nothing beyond the limit is taken.</summary>
/// <remarks>
/// The variance drawn is smaller than the deviation's square, because the tails are missing: at the limit 2 it is 0.774 of it, at 1
/// 0.291, at 3 0.973. Nothing is scaled up to make good for it.
/// </remarks>
public sealed record TruncatedNormal : Initialization
{
    /// <summary>The standard deviation before the tails are cut, 0 to 1,000,000.</summary>
    public required double Deviation { get; init => field = Require.Between(value, 0, 1e6, nameof(Deviation)); }

    /// <summary>Where the tails are cut, in standard deviations, 0.01 to 8; default 2.</summary>
    public double Limit { get; init => field = Require.Between(value, 0.01, 8, nameof(Limit)); } = 2;
}
