using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>How large and how alike the inputs of a kind of data are, before anyone has looked at them.</summary>
static class InputLaw
{
    /// <summary>The signal that enters the network.</summary>
    public static Signal Of(DataSource data, PrognosisOptions options)
    {
        var (square, cosine) = Usual(data);
        square = options.InputMeanSquare ?? square;
        return new Signal(square, 0, square * (options.InputCorrelation ?? cosine)) { ProductSlope = square };
    }

    static (double Square, double Cosine) Usual(DataSource data) => data switch
    {
        // MNIST: mean 0.131, deviation 0.308.
        Digits or Idx => (0.1, 0.4),
        Blobs blobs => (0.5 + blobs.Noise * blobs.Noise, 0),
        Circles circles => (0.3125 + circles.Noise * circles.Noise, 0),
        Spirals spirals => (1 / 6.0 + spirals.Noise * spirals.Noise, 0),
        _ => (1, 0),
    };
}
