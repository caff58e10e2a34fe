namespace Fathom.Recipes;

/// <summary>A layer that brings its inputs to one mean and size, or to one size, and keeps the shape.</summary>
public abstract record Normalization : Layer
{
    /// <summary>What is added to the variance, above 0 to 1; default 1e-5.</summary>
    public double Epsilon { get; init => field = Require.Between(Require.Positive(value, nameof(Epsilon)), 0, 1, nameof(Epsilon)); } = 1e-5;

    /// <summary>Whether a scale and a shift are learnt afterwards; default true.</summary>
    public bool Affine { get; init; } = true;
}
