namespace Fathom.Recipes;

/// <summary>The mean of each neighbourhood, padding counted as zeros.</summary>
public sealed record AvgPool : Pool;
