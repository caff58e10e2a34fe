namespace Fathom.Recipes;

/// <summary>x as it comes: a layer that does nothing, for networks that are linear on purpose.</summary>
public sealed record Identity : Activation;
