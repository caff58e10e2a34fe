namespace Fathom.Recipes;

/// <summary>Every number starts at zero.</summary>
public sealed record Zeros : Initialization;
