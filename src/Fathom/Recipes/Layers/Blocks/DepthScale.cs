namespace Fathom.Recipes;

/// <summary>1/√L, L being the number of residual blocks in the network: the gradient then grows by at most e in all (Yang &amp; Schoenholz 2017).</summary>
public sealed record DepthScale : BranchScale;
