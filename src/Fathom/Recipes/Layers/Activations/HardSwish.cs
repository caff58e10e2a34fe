namespace Fathom.Recipes;

/// <summary>x · hard-sigmoid(x) (Howard 2019).</summary>
public sealed record HardSwish : Activation;
