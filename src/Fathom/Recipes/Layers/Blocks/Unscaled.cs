namespace Fathom.Recipes;

/// <summary>Nothing: the branch as it is.</summary>
public sealed record Unscaled : BranchScale;
