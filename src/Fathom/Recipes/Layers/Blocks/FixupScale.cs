namespace Fathom.Recipes;

/// <summary>
/// Fixup (Zhang 2019): a learnt number that starts at 1 multiplies the branch; the branch's last layer with weights starts at zero, the
/// others' first weights are multiplied by L^(-1/(2m-2)), L being the number of residual blocks in the network and m the number of layers
/// with weights in the branch; and a learnt shift that starts at 0 stands before each layer with weights and each activation of the branch.
/// </summary>
/// <remarks>That the network's last layer starts at zero, as the paper also asks, is said there: <c>init: zeros</c>.</remarks>
public sealed record FixupScale : BranchScale;
