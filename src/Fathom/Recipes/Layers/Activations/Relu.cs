namespace Fathom.Recipes;

/// <summary>The greater of x and 0; the slope is 0 or 1.</summary>
public sealed record Relu : Activation;
