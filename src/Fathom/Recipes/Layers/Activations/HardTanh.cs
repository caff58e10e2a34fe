namespace Fathom.Recipes;

/// <summary>x, but never below -1 nor above 1; the slope is 1 between and 0 outside.</summary>
public sealed record HardTanh : Activation;
