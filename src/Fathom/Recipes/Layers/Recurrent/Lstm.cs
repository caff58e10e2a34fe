namespace Fathom.Recipes;

/// <summary>Long short-term memory: a cell c = f c + i g that gates keep, write and read, h = o tanh(c).</summary>
/// <remarks>Hochreiter and Schmidhuber (1997), with the forget gate of Gers, Schmidhuber and Cummins (2000).</remarks>
public sealed record Lstm : GatedLayer
{
    /// <inheritdoc/>
    public override int Blocks => 4;

    /// <inheritdoc/>
    protected override int NormBlocks => 10;
}
