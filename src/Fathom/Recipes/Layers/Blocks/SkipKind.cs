namespace Fathom.Recipes;

/// <summary>How a residual block's input goes around its branch.</summary>
public enum SkipKind
{
    /// <summary>As it is where the shapes agree, else by a projection.</summary>
    Auto,

    /// <summary>As it is.</summary>
    Identity,

    /// <summary>By learnt weights without a bias: linear, or a convolution with a kernel of 1 and the stride that fits.</summary>
    Projection,
}
