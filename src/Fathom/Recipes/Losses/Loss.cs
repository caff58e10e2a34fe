namespace Fathom.Recipes;

/// <summary>What a training makes small.</summary>
public abstract record Loss;
