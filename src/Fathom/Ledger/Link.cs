namespace Fathom.Ledger;

/// <summary>One factor of the chain rule: what the gradient's L2 norm was multiplied by on its way back through one place.</summary>
/// <param name="Name">The module's name, with the number of the call where there are several: <c>cell[3]</c>.</param>
/// <param name="Kind">What the link multiplies by.</param>
/// <param name="Gain">
/// Norm of the gradient with respect to the link's input, over the norm with respect to its output. 0 where nothing is left in
/// the gradient's own precision, NaN or infinity where a gradient is not finite.
/// </param>
public sealed record Link(string Name, LinkKind Kind, double Gain)
{
    /// <summary>log10 of the gain, the unit in which links add up; -∞ where the gain is zero.</summary>
    public double Decades => Math.Log10(Gain);

    /// <summary>True where the gain is a positive finite number, so that its decades count.</summary>
    public bool Counts => double.IsFinite(Gain) && Gain > 0;

    /// <summary>
    /// The ways through the link where it is a block: for a residual block, the branch and the skip. Empty for a plain link.
    /// The gains of the ways do not multiply to the link's gain: gradients that join add as vectors.
    /// </summary>
    public IReadOnlyList<Way> Ways { get; init; } = [];
}
