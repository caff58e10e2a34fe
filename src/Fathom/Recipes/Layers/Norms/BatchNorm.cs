namespace Fathom.Recipes;

/// <summary>Each channel (the first number of the shape) gets mean 0 and variance 1 over the batch (Ioffe &amp; Szegedy 2015).</summary>
public sealed record BatchNorm : Normalization
{
    /// <summary>Which share of the running mean and variance each batch replaces, above 0 to 1; default 0.1.</summary>
    public double Momentum { get; init => field = Require.Between(Require.Positive(value, nameof(Momentum)), 0, 1, nameof(Momentum)); } = 0.1;

    /// <inheritdoc/>
    public override string InputRule => "a shape of 1 to 3 numbers, the channels first";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => input.Count <= 3 ? input : null;

    /// <inheritdoc/>
    public override long ParameterCount(ValueList<int> input) => Affine ? 2L * input[0] : 0;
}
