namespace Fathom.Recipes;

/// <summary>e^x, whose slope is itself.</summary>
public sealed record Exponential : Activation;
