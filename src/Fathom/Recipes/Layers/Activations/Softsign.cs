namespace Fathom.Recipes;

/// <summary>x / (1 + |x|), between -1 and 1 (Bergstra 2009); it saturates more slowly than the hyperbolic tangent.</summary>
public sealed record Softsign : Activation;
