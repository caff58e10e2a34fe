namespace Fathom.Recipes;

/// <summary>
/// Normal with the variances at the edge of chaos, where a wide network neither shrinks nor stretches a gradient: σ_w²/fan-in for weights and
/// σ_b² for biases, after the activation.
/// </summary>
/// <remarks>
/// Poole et al. (2016), Exponential expressivity in deep neural networks through transient chaos; Schoenholz, Gilmer, Ganguli and
/// Sohl-Dickstein (2017), Deep information propagation.
/// </remarks>
public sealed record Critical : Initialization
{
    /// <summary>The activation whose critical point is taken; null: the network's own, where it has one kind only.</summary>
    public Activation? Activation { get; init; }
}
