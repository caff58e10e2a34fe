using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>Weights and biases whose variances let the gradient of an activation's layers neither shrink nor grow.</summary>
/// <param name="WeightVariance">fan-in times the variance of one weight: σ_w².</param>
/// <param name="BiasVariance">The variance of one bias: σ_b².</param>
/// <param name="Length">The mean square q* of the pre-activations that stays as it is; NaN where any does, 0 where it is approached as 1/depth.</param>
/// <param name="Kind">How layers come to the point and stay there.</param>
public sealed record CriticalPoint(double WeightVariance, double BiasVariance, double Length, Criticality Kind)
{
    // Where the search for a fixed point begins and ends; no activation here has one outside.
    const double ShortestLength = 1e-6;
    const double LongestLength = 1e4;

    /// <summary>What weights of variance 1/fan-in are multiplied by: σ_w.</summary>
    public double Gain => Math.Sqrt(WeightVariance);

    /// <summary>The critical point of <paramref name="function"/>; null where it has none, as softplus.</summary>
    /// <remarks>
    /// χ = σ_w² E φ'² = 1 at a length that maps on itself. Sources: He et al. (2015) for rectifiers; Poole et al. (2016) and Schoenholz
    /// et al. (2017) for the map; Roberts, Yaida and Hanin (2022), The principles of deep learning theory, section 5, for the classes:
    /// scale-invariant, q* = 0, and half-stable, which GELU and SiLU are.
    /// </remarks>
    public static CriticalPoint? Of(ActivationFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (function.NegativeSlope is { } slope) return new(2 / (1 + slope * slope), 0, double.NaN, Criticality.ScaleInvariant);
        return AtZero(function) ?? HalfStable(function) ?? WithoutBias(function);
    }

    /// <summary>The critical point that <paramref name="init"/> means in <paramref name="network"/>; null where no single activation is meant, or one that has none.</summary>
    public static CriticalPoint? Of(Network network, Critical init) =>
        (init.Activation ?? network.OnlyActivation) is { } activation && NetworkReader.FunctionOf(activation) is { } function ? Of(function) : null;

    /// <summary>
    /// The point of the critical line at length <paramref name="length"/>; null where it would need a negative variance of the biases.
    /// </summary>
    /// <param name="function">The activation.</param>
    /// <param name="length">The mean square q* of the pre-activations, above 0.</param>
    public static CriticalPoint? At(ActivationFunction function, double length)
    {
        ArgumentNullException.ThrowIfNull(function);
        var moments = function.Under(0, Require.Positive(length, nameof(length)));
        if (!(moments.SlopeSquare > 0)) return null;
        var weights = 1 / moments.SlopeSquare;
        var biases = length - weights * moments.Square;
        // Rounding leaves about 1e-14 of the length where the biases' variance is exactly zero.
        if (biases < -1e-12 * length) return null;
        var kind = weights * moments.Square * moments.SquareResponse / length < 1 ? Criticality.Stable : Criticality.Unstable;
        return new(weights, Math.Max(0, biases), length, kind);
    }

    // Layers without a value at zero come to q* = 0, where only the slopes on both sides of zero count, if the length shrinks there.
    static CriticalPoint? AtZero(ActivationFunction function)
    {
        if (function.Value(0) != 0) return null;
        var (right, left) = (function.Slope(double.Epsilon), function.Slope(-double.Epsilon));
        var weights = 2 / (right * right + left * left);
        return double.IsFinite(weights) && Bend(function, 1e-4) < 0 ? new(weights, 0, 0, Criticality.Approached) : null;
    }

    static CriticalPoint? HalfStable(ActivationFunction function) =>
        Root(length => Bend(function, length)) is { } length && At(function, length) is { } point ? point with { Kind = Criticality.HalfStable } : null;

    static CriticalPoint? WithoutBias(ActivationFunction function) =>
        Root(length => BiasVarianceAt(function, length)) is { } length ? At(function, length) : null;

    // Zero where the length's own multiplier equals χ: d E φ² / d ln q - q E φ'², over q E φ'².
    static double Bend(ActivationFunction function, double length)
    {
        var moments = function.Under(0, length);
        return moments.Square * moments.SquareResponse / (length * moments.SlopeSquare) - 1;
    }

    static double BiasVarianceAt(ActivationFunction function, double length)
    {
        var moments = function.Under(0, length);
        return length - moments.Square / moments.SlopeSquare;
    }

    static double? Root(Func<double, double> function)
    {
        for (var (left, right) = (ShortestLength, 2 * ShortestLength); right < LongestLength; (left, right) = (right, 2 * right))
        {
            var atLeft = function(left);
            if (atLeft * function(right) > 0) continue;
            for (var halving = 0; halving < 60; halving++)
            {
                var middle = (left + right) / 2;
                if (atLeft * function(middle) > 0) left = middle;
                else right = middle;
            }

            return (left + right) / 2;
        }

        return null;
    }
}
