namespace Fathom.Recipes;

/// <summary>Each unit's gradient is held below a share of the norm of the unit's weights (AGC).</summary>
/// <remarks>Brock, De, Smith and Simonyan (2021), High-performance large-scale image recognition without normalization, equation 3.</remarks>
public sealed record UnitwiseClip : AdaptiveClip
{
    /// <summary>The share, above 0 to 1,000; default 0.01.</summary>
    public double Ratio { get; init => field = Require.Between(Require.Positive(value), 0, 1000, nameof(Ratio)); } = 0.01;

    /// <summary>The norm that weights count with at least, so that zeros can grow, above 0 to 1; default 0.001.</summary>
    public double Epsilon { get; init => field = Require.Between(Require.Positive(value), 0, 1, nameof(Epsilon)); } = 1e-3;

    /// <summary>Whether the last layer is clipped too; default: no, as in the paper.</summary>
    public bool LastLayer { get; init; }
}
