namespace Fathom.Recipes;

/// <summary>
/// A random orthogonal matrix times the gain: it stretches no direction more than another. Where it is not square, the shorter side's
/// vectors are orthonormal; a convolution's kernel counts as a matrix with one row per output channel.
/// </summary>
/// <remarks>Saxe, McClelland and Ganguli (2014), Exact solutions to the nonlinear dynamics of learning in deep linear neural networks.</remarks>
public sealed record Orthogonal : Initialization
{
    /// <summary>What every singular value is, above 0 to 1,000; default 1.</summary>
    public double Gain { get; init => field = Require.Between(Require.Positive(value), 0, 1000, nameof(Gain)); } = 1;
}
