namespace Fathom.Recipes;

/// <summary>Each sample gets mean 0 and variance 1 over each group of its channels (Wu &amp; He 2018).</summary>
public sealed record GroupNorm : Normalization
{
    /// <summary>Into how many groups the channels (the first number of the shape) are divided, 1 to 100,000.</summary>
    public required int Groups { get; init => field = Require.Between(value, 1, 100_000, nameof(Groups)); }

    /// <inheritdoc/>
    public override string InputRule => $"a first number, the channels, that can be divided into {Groups} groups";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => input[0] % Groups == 0 ? input : null;

    /// <inheritdoc/>
    public override long ParameterCount(ValueList<int> input) => Affine ? 2L * input[0] : 0;
}
