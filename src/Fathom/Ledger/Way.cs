namespace Fathom.Ledger;

/// <summary>One of several ways that a gradient takes through a block.</summary>
/// <param name="Name">"branch", "skip", or the module's name.</param>
/// <param name="Gain">Norm of what arrives at the block's input by this way, over the norm at the block's output.</param>
/// <param name="Links">The links along the way, from the block's output to its input; may be empty.</param>
public sealed record Way(string Name, double Gain, IReadOnlyList<Link> Links);
