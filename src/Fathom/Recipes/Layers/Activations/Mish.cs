namespace Fathom.Recipes;

/// <summary>x · tanh(softplus(x)) (Misra 2019).</summary>
public sealed record Mish : Activation;
