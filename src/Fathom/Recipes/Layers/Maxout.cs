namespace Fathom.Recipes;

/// <summary>Every output is the greatest of several weighted sums of all inputs (Goodfellow 2013).</summary>
public sealed record Maxout : WeightedLayer
{
    /// <summary>How many outputs there are, 1 to 1,000,000.</summary>
    public required int Units { get; init => field = Require.Between(value, 1, 1_000_000, nameof(Units)); }

    /// <summary>How many weighted sums each output is the greatest of, 2 to 100; default 2.</summary>
    public int Pieces { get; init => field = Require.Between(value, 2, 100, nameof(Pieces)); } = 2;

    /// <inheritdoc/>
    public override string InputRule => "a flat input such as [784]";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => input.Count == 1 ? [Units] : null;

    /// <inheritdoc/>
    public override long ParameterCount(ValueList<int> input) => (long)Units * Pieces * (input[0] + (Bias ? 1L : 0L));
}
