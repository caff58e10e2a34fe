using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>How large and how alike the inputs of a kind of data are, before anyone has looked at them.</summary>
static class InputLaw
{
    /// <summary>The signal that enters the network.</summary>
    public static Signal Of(DataSource data, PrognosisOptions options)
    {
        var (square, cosine) = Prepared(data);
        square = options.InputMeanSquare ?? square;
        return new Signal(square, 0, square * (options.InputCorrelation ?? cosine)) { ProductSlope = square };
    }

    static (double Square, double Cosine) Prepared(DataSource data) => data.Prepare switch
    {
        Standardise => (1, 0),
        Scale { To: [var least, var most] } => Even(least, most),
        _ => Usual(data),
    };

    // Data sources are entered here.
    static (double Square, double Cosine) Usual(DataSource data) => data switch
    {
        // MNIST: mean 0.131, deviation 0.308.
        Digits or Idx or Mnist or SequentialMnist => (0.1, 0.4),
        // Mean 0.286, deviation 0.353.
        FashionMnist => (0.206, 0.6),
        // Mean 0.473, deviation 0.251.
        Cifar10 or ImageFolder => (0.287, 0.78),
        Blobs blobs => (0.5 + blobs.Noise * blobs.Noise, 0),
        Circles circles => (0.3125 + circles.Noise * circles.Noise, 0),
        Spirals spirals => (1 / 6.0 + spirals.Noise * spirals.Noise, 0),
        Clouds clouds => ((1 + clouds.Noise * clouds.Noise) * MeanSpread(clouds), 1 / (clouds.Classes * (1 + clouds.Noise * clouds.Noise))),
        // Half of the numbers are even on [0, 1], the other half marks two steps.
        AddingProblem adding => ((1 / 3.0 + 2.0 / adding.Length) / 2, 0.25 / (1 / 3.0 + 2.0 / adding.Length)),
        // Blanks but for the symbols: two inputs are mostly the same.
        CopyMemory copy => (0.1, (double)copy.Delay / (copy.Delay + 2 * CopyMemory.Repeated)),
        // One of eight symbols, of which four are common.
        TemporalOrder => (0.125, 0.25),
        _ => (1, 0),
    };

    static (double Square, double Cosine) Even(double least, double most)
    {
        var (mean, width) = ((least + most) / 2, most - least);
        var square = mean * mean + width * width / 12;
        return (square, mean * mean / square);
    }

    // Columns grow evenly in their logarithm from 1 to the spread.
    static double MeanSpread(Clouds clouds)
    {
        var sum = 0.0;
        for (var column = 0; column < clouds.Features; column++) sum += Math.Pow(clouds.Spread, 2.0 * column / (clouds.Features - 1));
        return sum / clouds.Features;
    }
}
