using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>The largest of several normal numbers: maxout over pieces, or a max pooling whose window holds independent numbers.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Pieces">How many numbers the largest is taken of, at least 1.</param>
/// <param name="LinkKind">What the ledger calls it.</param>
sealed record MaxoutStage(string Name, int Pieces, LinkKind LinkKind = LinkKind.Slope) : Stage(Name)
{
    public override LinkKind Kind => LinkKind;

    /// <summary>E max of that many standard normal numbers, and E max².</summary>
    public static (double Mean, double Square) Moments(int pieces)
    {
        var panels = GaussianPanels.For(0, 1, []);
        var (mean, square) = (0.0, 0.0);
        for (var node = 0; node < panels.Deviates.Length; node++)
        {
            var z = panels.Deviates[node];
            var weight = panels.Weights[node] * pieces * Math.Pow(ErrorFunction.NormalBelow(z), pieces - 1);
            mean += weight * z;
            square += weight * z * z;
        }

        return (mean, square);
    }

    // Goodfellow et al. (2013). The gradient goes to the largest and keeps its size: behind the weights the leading multiplier is σ_w²,
    // so that for more than two pieces no σ_w² keeps both ways level (Tseran and Montúfar 2023).
    public override Passage Pass(Signal signal)
    {
        var (mean, square) = Moments(Pieces);
        var deviation = Math.Sqrt(signal.Variance);
        var output = signal.Mean + deviation * mean;
        var correlation = signal.Variance > 0 ? Math.Clamp((signal.Product - signal.Mean * signal.Mean) / signal.Variance, 0, 1) : 1;
        var spread = square - mean * mean;
        // Between two inputs only the linear part of the map of correlations is kept.
        var left = new Signal(output * output + signal.Variance * spread, output, output * output + signal.Variance * spread * correlation)
        {
            ProductSlope = spread * signal.ProductSlope,
        };
        return new Passage(left, 0);
    }

    public override string? DoubtAbout(Signal signal) => signal.IsNormal ? Doubt : Doubt ?? "the numbers that it compares are not normal, or not independent, as theory takes them to be";
}
