using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>What theory expects at one place at initialisation.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Kind">What kind of link it is.</param>
public sealed record LayerForecast(string Name, LinkKind Kind)
{
    /// <summary>The mean square of the numbers that leave the place: q where it is a layer of weights.</summary>
    public required double Length { get; init; }

    /// <summary>The correlation (cosine) of two inputs' numbers that leave the place; 1: they look alike.</summary>
    public required double Correlation { get; init; }

    /// <summary>What the squared norm of the gradient is multiplied by on its way back through the place.</summary>
    public required double Multiplier { get; init; }

    /// <summary>log10 of the numbers' root mean square over that of the network's input.</summary>
    public required double ForwardDecades { get; init; }

    /// <summary>The share of units whose slope is below a tenth of the largest; NaN where the place is no activation.</summary>
    public double SaturatedShare { get; init; } = double.NaN;

    /// <summary>
    /// log10 of the norm of the weights' gradient over that of the last layer of weights; NaN where the place has no weights. It may
    /// stay level where the ledger falls, because it counts the size of the signal as well.
    /// </summary>
    public double WeightGradientDecades { get; init; } = double.NaN;
}
