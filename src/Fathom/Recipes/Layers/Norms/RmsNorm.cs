namespace Fathom.Recipes;

/// <summary>Each sample is divided by the root of its mean square over its features (Zhang &amp; Sennrich 2019); nothing is shifted.</summary>
public sealed record RmsNorm : SampleNorm
{
    /// <inheritdoc/>
    public override long ParameterCount(ValueList<int> input) => Affine ? Numbers.In(NormalizedShape(input)) : 0;
}
