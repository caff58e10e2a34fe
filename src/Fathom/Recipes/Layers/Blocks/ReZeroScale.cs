namespace Fathom.Recipes;

/// <summary>A learnt number that starts at 0 (Bachlechner 2020).</summary>
public sealed record ReZeroScale : BranchScale;
