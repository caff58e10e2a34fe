namespace Fathom.Recipes;

/// <summary>The greatest number of each neighbourhood.</summary>
public sealed record MaxPool : Pool;
