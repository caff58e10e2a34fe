namespace Fathom.Recipes;

/// <summary>Drawn evenly within ±gain·√(3/fan-in): with the gain √2 it keeps variances level through rectifiers.</summary>
/// <remarks>He, Zhang, Ren and Sun (2015), Delving deep into rectifiers, equation 10.</remarks>
public sealed record HeUniform : Initialization
{
    /// <summary>What the standard deviation is multiplied by, above 0 to 1,000; default √2.</summary>
    public double Gain { get; init => field = Require.Between(Require.Positive(value), 0, 1000, nameof(Gain)); } = Math.Sqrt(2);
}
