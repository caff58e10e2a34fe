using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>Mean and variance of one weight or bias as an initialisation draws it.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Variance">The variance around it.</param>
readonly record struct WeightLaw(double Mean, double Variance)
{
    /// <summary>Whether rows or columns are orthonormal up to a factor.</summary>
    public bool IsOrthogonal { get; init; }

    /// <summary>The law of <paramref name="init"/>; null where theory does not know it. New initialisations are entered here.</summary>
    public static WeightLaw? Of(Initialization init, double fanIn, double fanOut) => init switch
    {
        TorchDefault => new(0, 1 / (3 * fanIn)),
        XavierUniform xavier => new(0, xavier.Gain * xavier.Gain * 2 / (fanIn + fanOut)),
        XavierNormal xavier => new(0, xavier.Gain * xavier.Gain * 2 / (fanIn + fanOut)),
        HeUniform he => new(0, he.Gain * he.Gain / ((1 + he.Slope * he.Slope) * (he.Fan == Fan.In ? fanIn : fanOut))),
        HeNormal he => new(0, he.Gain * he.Gain / ((1 + he.Slope * he.Slope) * (he.Fan == Fan.In ? fanIn : fanOut))),
        LecunUniform or LecunNormal => new(0, 1 / fanIn),
        TruncatedNormal normal => new(0, normal.Deviation * normal.Deviation * KeptVariance(normal.Limit)),
        Orthogonal orthogonal => new(0, orthogonal.Gain * orthogonal.Gain / Math.Max(fanIn, fanOut)) { IsOrthogonal = true },
        Normal normal => new(0, normal.Deviation * normal.Deviation),
        Uniform uniform => new(0, uniform.Bound * uniform.Bound / 3),
        Constant constant => new(constant.Value, 0),
        Zeros => new(0, 0),
        _ => null,
    };

    // The variance of a standard normal distribution cut off at ±limit.
    static double KeptVariance(double limit) => 1 - 2 * limit * ErrorFunction.NormalDensity(limit) / ErrorFunction.Erf(limit / Math.Sqrt(2));
}
