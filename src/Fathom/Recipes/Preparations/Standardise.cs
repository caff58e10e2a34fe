namespace Fathom.Recipes;

/// <summary>Each feature is shifted and divided so that its mean is 0 and its variance 1; one that never changes becomes 0.</summary>
public sealed record Standardise : Preparation;
