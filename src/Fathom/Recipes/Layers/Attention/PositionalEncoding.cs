namespace Fathom.Recipes;

/// <summary>Adds to each time step sines and cosines of its position, wavelengths from 2π to 10,000·2π; nothing is learnt.</summary>
/// <remarks>Vaswani et al. (2017), Attention is all you need, section 3.5.</remarks>
public sealed record PositionalEncoding : Layer
{
    /// <inheritdoc/>
    public override string InputRule => "a sequence, time steps first, such as [28, 28]";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => input.Count == 2 ? input : null;
}
