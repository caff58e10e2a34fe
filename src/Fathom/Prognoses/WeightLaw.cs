using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>Mean and variance of one weight or bias as an initialisation draws it.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Variance">The variance around it.</param>
readonly record struct WeightLaw(double Mean, double Variance)
{
    /// <summary>Whether rows or columns are orthonormal up to a factor.</summary>
    public bool IsOrthogonal { get; init; }

    /// <summary>Where a random matrix is a stretched guess; null where it holds.</summary>
    public string? Doubt { get; init; }

    /// <summary>The law of <paramref name="init"/>; null where theory does not know it. New initialisations are entered here.</summary>
    /// <param name="init">The initialisation; <see cref="Critical"/> needs its network, and <see cref="NetworkReader"/> knows it.</param>
    /// <param name="fanIn">How many numbers flow into one output.</param>
    /// <param name="fanOut">How many outputs one number flows into.</param>
    /// <param name="field">How many places a kernel covers; both fans count them.</param>
    public static WeightLaw? Of(Initialization init, double fanIn, double fanOut, double field = 1) => init switch
    {
        TorchDefault => new(0, 1 / (3 * fanIn)),
        XavierUniform xavier => new(0, xavier.Gain * xavier.Gain * 2 / (fanIn + fanOut)),
        XavierNormal xavier => new(0, xavier.Gain * xavier.Gain * 2 / (fanIn + fanOut)),
        HeUniform he => new(0, he.Gain * he.Gain / ((1 + he.Slope * he.Slope) * (he.Fan == Fan.In ? fanIn : fanOut))),
        HeNormal he => new(0, he.Gain * he.Gain / ((1 + he.Slope * he.Slope) * (he.Fan == Fan.In ? fanIn : fanOut))),
        LecunUniform or LecunNormal => new(0, 1 / fanIn),
        TruncatedNormal normal => new(0, normal.Deviation * normal.Deviation * KeptVariance(normal.Limit)),
        // A kernel counts as a matrix with one row per output channel, which is orthogonal as a whole convolution for one place only.
        Orthogonal orthogonal => new(0, orthogonal.Gain * orthogonal.Gain / Math.Max(fanIn, fanOut / field)) { IsOrthogonal = field == 1 },
        DeltaOrthogonal orthogonal => new(0, orthogonal.Gain * orthogonal.Gain / Math.Max(fanIn, fanOut)) { IsOrthogonal = true },
        IdentityWeights identity => new(0, identity.Gain * identity.Gain / Math.Max(fanIn, fanOut))
        {
            IsOrthogonal = true,
            Doubt = "its weights are the identity, and theory speaks of independent random weights: it counts as an orthogonal matrix of the same gain",
        },
        Lsuv => new(0, 1 / Math.Max(fanIn, fanOut / field))
        {
            IsOrthogonal = field == 1,
            Doubt = "its weights are scaled by data that theory has not seen: it takes each output to come out with a variance of one",
        },
        Normal normal => new(0, normal.Deviation * normal.Deviation),
        Uniform uniform => new(0, uniform.Bound * uniform.Bound / 3),
        Constant constant => new(constant.Value, 0),
        Zeros => new(0, 0),
        _ => null,
    };

    // The variance of a standard normal distribution cut off at ±limit.
    static double KeptVariance(double limit) => 1 - 2 * limit * ErrorFunction.NormalDensity(limit) / ErrorFunction.Erf(limit / Math.Sqrt(2));
}
