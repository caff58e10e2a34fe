namespace Fathom.Recipes;

/// <summary>1.0507 x above 0 and 1.7581 (e^x - 1) below, which draws mean and variance towards 0 and 1 (Klambauer 2017).</summary>
public sealed record Selu : Activation;
