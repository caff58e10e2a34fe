namespace Fathom.Recipes;

/// <summary>x · sigmoid(x), also called swish (Elfwing 2018).</summary>
public sealed record Silu : Activation;
