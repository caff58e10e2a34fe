namespace Fathom.Recipes;

/// <summary>ln(1 + e^x), a smooth rectifier whose slope is the sigmoid (Dugas 2001).</summary>
public sealed record Softplus : Activation;
