namespace Fathom.Recipes;

/// <summary>The gated recurrent unit: h = (1 - z) n + z h, with an update gate z and a reset gate inside n.</summary>
/// <remarks>Cho et al. (2014), in the form of torch, where the reset gate stands behind the recurrent weights.</remarks>
public sealed record Gru : GatedLayer
{
    /// <inheritdoc/>
    public override int Blocks => 3;

    /// <inheritdoc/>
    protected override int NormBlocks => 6;
}
