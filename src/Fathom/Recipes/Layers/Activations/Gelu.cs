namespace Fathom.Recipes;

/// <summary>x · Φ(x), Φ being the normal distribution function (Hendrycks &amp; Gimpel 2016).</summary>
public sealed record Gelu : Activation
{
    /// <summary>Whether Φ is approximated by a hyperbolic tangent, as many programs do; default: exact.</summary>
    public bool Approximate { get; init; }
}
