namespace Fathom.Recipes;

/// <summary>Each sample gets mean 0 and variance 1 over its features (Ba 2016).</summary>
public sealed record LayerNorm : SampleNorm
{
    /// <inheritdoc/>
    public override long ParameterCount(ValueList<int> input) => Affine ? 2 * Numbers.In(NormalizedShape(input)) : 0;
}
