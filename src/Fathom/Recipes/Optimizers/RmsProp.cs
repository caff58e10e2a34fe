namespace Fathom.Recipes;

/// <summary>The gradient divided by the root of its running mean square; the learning rate is 0.01 unless said.</summary>
/// <remarks>Tieleman and Hinton (2012), lecture 6.5; centred: Graves (2013), equations 38 to 45.</remarks>
public sealed record RmsProp : Optimizer
{
    /// <summary>How slowly the mean square forgets, 0 to below 1; default 0.99.</summary>
    public double Alpha { get; init => field = Require.Share(value); } = 0.99;

    /// <summary>What is added to the root, above 0, at most 1; default 1e-8.</summary>
    public double Epsilon { get; init => field = Require.Between(Require.Positive(value), 0, 1, nameof(Epsilon)); } = 1e-8;

    /// <summary>Which share of the last update is taken along, 0 to below 1; default 0.</summary>
    public double Momentum { get; init => field = Require.Share(value); }

    /// <summary>Whether the gradient's mean is taken off, so that its variance divides; default: no.</summary>
    public bool Centered { get; init; }
}
