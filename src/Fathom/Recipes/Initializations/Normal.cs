namespace Fathom.Recipes;

/// <summary>Drawn from a normal distribution around 0.</summary>
public sealed record Normal : Initialization
{
    /// <summary>The standard deviation, 0 to 1,000,000.</summary>
    public required double Deviation { get; init => field = Require.Between(value, 0, 1e6, nameof(Deviation)); }
}
