namespace Fathom.Recipes;

/// <summary>Every output is a weighted sum of all inputs, and a bias; of a sequence, at each time step by itself.</summary>
public sealed record Linear : AffineLayer
{
    /// <summary>How many outputs there are, 1 to 1,000,000.</summary>
    public required int Units { get; init => field = Require.Between(value, 1, 1_000_000, nameof(Units)); }

    /// <inheritdoc/>
    public override string InputRule => "a flat input such as [784], or a sequence such as [28, 28]";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => input.Count switch
    {
        1 => [Units],
        2 => [input[0], Units],
        _ => null,
    };

    /// <inheritdoc/>
    public override long ParameterCount(ValueList<int> input) => Units * (input[^1] + (Bias ? 1L : 0L) + (WeightNorm ? 1L : 0L));
}
