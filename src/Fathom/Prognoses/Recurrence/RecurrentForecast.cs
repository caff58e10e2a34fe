namespace Fathom.Prognoses;

/// <summary>What theory expects of a plain recurrent layer h' = φ(W h + U x + b) through time, at initialisation.</summary>
/// <param name="SpectralRadius">The largest magnitude of W's eigenvalues: σ_w (Ginibre 1965). It decides alone only where W is normal.</param>
/// <param name="LargestSingularValue">The largest stretch of one step's weights: 2 σ_w for Gaussian weights, σ_w for orthogonal ones.</param>
/// <param name="Length">The mean square of the pre-activations to which the layer settles.</param>
/// <param name="MultiplierPerStep">What the gradient's squared norm is multiplied by in one step back: χ = σ_w² E φ'².</param>
public sealed record RecurrentForecast(double SpectralRadius, double LargestSingularValue, double Length, double MultiplierPerStep)
{
    const int MostSteps = 100_000;

    /// <summary>The decades that <paramref name="steps"/> steps cost the gradient's norm.</summary>
    public double DecadesAfter(int steps) => Require.AtLeast(steps, 0) * Math.Log10(MultiplierPerStep) / 2;

    /// <summary>How many steps back more than <paramref name="share"/> of the gradient's norm arrives; ∞ where it does not shrink.</summary>
    public double MemoryHorizon(double share = 0.01) =>
        MultiplierPerStep >= 1 ? double.PositiveInfinity : 2 * Math.Log(Require.Fraction(share)) / Math.Log(MultiplierPerStep);

    /// <summary>A layer of independent Gaussian or uniform recurrent weights.</summary>
    /// <param name="function">The activation.</param>
    /// <param name="recurrentWeights">σ_w²: the units times the variance of one recurrent weight; 1/3 by PyTorch's default.</param>
    /// <param name="drive">The variance that input and biases add to the pre-activations in each step; 0 for silence.</param>
    /// <param name="isOrthogonal">Whether W is orthogonal but for the factor σ_w.</param>
    /// <remarks>
    /// The mean-field map of Chen, Pennington and Schoenholz (2018), Dynamical isometry and a mean field theory of RNNs, equations 5-8.
    /// The weights are the same in every step, which does not change the mean of a wide layer; it does for structured weights such as
    /// the identity (Le, Jaitly and Hinton 2015), where this does not hold.
    /// </remarks>
    public static RecurrentForecast Of(ActivationFunction function, double recurrentWeights, double drive, bool isOrthogonal = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        Require.AtLeast(recurrentWeights, 0);
        Require.AtLeast(drive, 0);
        var length = Math.Max(drive, 1e-3);
        for (var step = 0; step < MostSteps; step++)
        {
            var next = recurrentWeights * function.Under(0, length).Square + drive;
            if (Math.Abs(next - length) <= 1e-13 * length || next > 1e200) break;
            length = next;
        }

        var radius = Math.Sqrt(recurrentWeights);
        return new(radius, isOrthogonal ? radius : 2 * radius, length, recurrentWeights * function.Under(0, length).SlopeSquare);
    }
}
