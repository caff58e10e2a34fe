namespace Fathom.Recipes;

/// <summary>Every output is a weighted sum of all inputs, and a bias.</summary>
public sealed record Linear : AffineLayer
{
    /// <summary>How many outputs there are, 1 to 1,000,000.</summary>
    public required int Units { get; init => field = Require.Between(value, 1, 1_000_000, nameof(Units)); }

    /// <inheritdoc/>
    public override string InputRule => "a flat input such as [784]";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => input.Count == 1 ? [Units] : null;

    /// <inheritdoc/>
    public override long ParameterCount(ValueList<int> input) => Units * (input[0] + (Bias ? 1L : 0L) + (WeightNorm ? 1L : 0L));
}
