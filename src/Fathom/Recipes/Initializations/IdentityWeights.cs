namespace Fathom.Recipes;

/// <summary>
/// The gain on the diagonal and zero elsewhere, so that what comes in goes out; in a convolution at the middle of the kernel (Dirac).
/// </summary>
/// <remarks>Le, Jaitly and Hinton (2015), A simple way to initialize recurrent networks of rectified linear units.</remarks>
public sealed record IdentityWeights : Initialization
{
    /// <summary>What stands on the diagonal, -1,000 to 1,000; default 1.</summary>
    public double Gain { get; init => field = Require.Between(value, -1000, 1000, nameof(Gain)); } = 1;
}
