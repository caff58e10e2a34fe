namespace Fathom.Recipes;

/// <summary>Drawn from a normal distribution of variance gain²·2/(fan-in + fan-out).</summary>
/// <remarks>Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks, equation 12.</remarks>
public sealed record XavierNormal : Initialization
{
    /// <summary>What the standard deviation is multiplied by, above 0 to 1,000; default 1.</summary>
    public double Gain { get; init => field = Require.Between(Require.Positive(value), 0, 1000, nameof(Gain)); } = 1;
}
