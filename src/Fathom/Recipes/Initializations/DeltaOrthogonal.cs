namespace Fathom.Recipes;

/// <summary>
/// A convolution that is zero but for the middle of its kernel, which is orthogonal: it keeps every direction's norm, in space and
/// channels. In a layer without a kernel the same as <see cref="Orthogonal"/>.
/// </summary>
/// <remarks>
/// Xiao, Bahri, Sohl-Dickstein, Schoenholz and Pennington (2018), Dynamical isometry and a mean field theory of CNNs, algorithm 1. The
/// paper asks for at least as many output as input channels; with fewer, the rows are orthonormal and norms shrink.
/// </remarks>
public sealed record DeltaOrthogonal : Initialization
{
    /// <summary>What every singular value is, above 0 to 1,000; default 1.</summary>
    public double Gain { get; init => field = Require.Between(Require.Positive(value), 0, 1000, nameof(Gain)); } = 1;
}
