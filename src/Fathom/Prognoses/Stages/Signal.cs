namespace Fathom.Prognoses;

/// <summary>What theory knows of the numbers at one place, over all units and all draws of the weights.</summary>
/// <param name="Square">The mean square of one input's numbers: q where they are pre-activations.</param>
/// <param name="Mean">Their mean over the units.</param>
/// <param name="Product">The mean product of two inputs' numbers; over <paramref name="Square"/> it is their correlation.</param>
readonly record struct Signal(double Square, double Mean, double Product)
{
    /// <summary>Whether the numbers are normal, as sums of many weighted numbers are.</summary>
    public bool IsNormal { get; init; }

    /// <summary>What a change of the first product has become here: what is left of the difference between two inputs.</summary>
    public double ProductSlope { get; init; } = 1;

    /// <summary>E φ'⁴ / (E φ'²)² of the activation just passed, 1 behind weights: how unevenly it lets gradients through.</summary>
    public double SlopeUnevenness { get; init; } = 1;

    /// <summary>What the input adds to the pre-activations' mean square in each time step, inside a recurrent layer.</summary>
    public double Drive { get; init; }

    /// <summary>What the input adds to the pre-activations' mean product of two inputs, inside a recurrent layer.</summary>
    public double DriveProduct { get; init; }

    public double Variance => Math.Max(0, Square - Mean * Mean);

    public double Correlation => Square > 0 ? Math.Clamp(Product / Square, -1, 1) : double.NaN;

    /// <summary>The signal multiplied by a number.</summary>
    public Signal Scaled(double factor) =>
        this with { Square = Square * factor * factor, Mean = Mean * factor, Product = Product * factor * factor, ProductSlope = ProductSlope * factor * factor };
}
