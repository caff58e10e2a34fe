namespace Fathom.Recipes;

/// <summary>Each number on its own, set to SELU's lowest value so that mean and variance stay (Klambauer 2017).</summary>
public sealed record AlphaDropout : RandomDrop;
