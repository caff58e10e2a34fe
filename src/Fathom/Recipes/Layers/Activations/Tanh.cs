namespace Fathom.Recipes;

/// <summary>The hyperbolic tangent, between -1 and 1, with a slope of at most 1.</summary>
public sealed record Tanh : Activation;
