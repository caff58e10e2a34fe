namespace Fathom.Recipes;

/// <summary>The plain recurrent layer: h = φ(W x + b + U h + c).</summary>
/// <remarks>Elman (1990), Finding structure in time.</remarks>
public sealed record Rnn : RecurrentLayer
{
    /// <summary>φ; default tanh.</summary>
    public RecurrentActivation Activation { get; init; }

    /// <inheritdoc/>
    public override int Blocks => 1;

    /// <inheritdoc/>
    protected override int NormBlocks => 1;
}
