namespace Fathom.Recipes;

/// <summary>Drawn from a normal distribution of variance gain²/((1 + slope²)·fan): with the gain √2 it keeps variances level through rectifiers.</summary>
/// <remarks>He, Zhang, Ren and Sun (2015), Delving deep into rectifiers, equations 10, 14 and 15.</remarks>
public sealed record HeNormal : Initialization
{
    /// <summary>What the standard deviation is multiplied by, above 0 to 1,000; default √2.</summary>
    public double Gain { get; init => field = Require.Between(Require.Positive(value), 0, 1000, nameof(Gain)); } = Math.Sqrt(2);

    /// <summary>Which fan counts; default: the numbers that flow in.</summary>
    public Fan Fan { get; init; }

    /// <summary>The rectifier's slope below zero, -1,000 to 1,000; default 0. Leaky rectifiers of this slope get level variances.</summary>
    public double Slope { get; init => field = Require.Between(value, -1000, 1000, nameof(Slope)); }
}
