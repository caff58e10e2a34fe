namespace Fathom.Recipes;

/// <summary>What a residual block multiplies its branch by.</summary>
public abstract record BranchScale;
