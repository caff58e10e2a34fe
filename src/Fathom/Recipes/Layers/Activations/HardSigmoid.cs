namespace Fathom.Recipes;

/// <summary>x / 6 + 1/2, but never below 0 nor above 1.</summary>
public sealed record HardSigmoid : Activation;
