namespace Fathom.Recipes;

/// <summary>How weights or biases start.</summary>
public abstract record Initialization;
