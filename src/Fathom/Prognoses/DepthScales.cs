namespace Fathom.Prognoses;

/// <summary>Over how many layers gradient and correlations change by the factor e, where the deepest layer has come to rest.</summary>
/// <param name="Gradient">1 / |ln χ|; ∞ where χ comes to one.</param>
/// <param name="Correlation">1 / |ln dc'/dc|; ∞ where differences between inputs come to last.</param>
readonly record struct DepthScales(double Gradient, double Correlation)
{
    const int Half = 1000;

    // Below this, rounding decides.
    const double Level = 1e-9;

    /// <summary>
    /// The scales of the last hidden layer, repeated two thousand times. What still falls off as 1/depth then has no scale: it changes by a
    /// power of the depth, as correlations under ReLU and lengths at tanh's critical point do.
    /// </summary>
    public static DepthScales Of(IReadOnlyList<Unit> units)
    {
        if (units is not [.., var last]) return new(double.NaN, double.NaN);
        var signal = last.Last.Passage.Output;
        var (halfway, end) = (default((double Gain, double Contraction)), default((double Gain, double Contraction)));
        for (var layer = 1; layer <= 2 * Half; layer++)
        {
            var walk = Walk.Over(last.Stages, signal);
            var contraction = walk.Steps.Sum(step => step.LogContraction);
            if (layer == Half) halfway = (walk.LogGain, contraction);
            end = (walk.LogGain, contraction);
            signal = walk.Output;
            if (!double.IsFinite(end.Gain) || !double.IsFinite(end.Contraction)) break;
        }

        return new(Scale(halfway.Gain, end.Gain), Scale(halfway.Contraction, end.Contraction));
    }

    static double Scale(double halfway, double end)
    {
        var fades = Math.Abs(end) < 0.75 * Math.Abs(halfway);
        return fades || Math.Abs(end) < Level ? double.PositiveInfinity : 1 / Math.Abs(end);
    }
}
