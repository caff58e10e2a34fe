namespace Fathom.Recipes;

/// <summary>1 / (1 + e^-x), between 0 and 1, with a slope of at most a quarter.</summary>
public sealed record Sigmoid : Activation;
