namespace Fathom.Recipes;

/// <summary>Where a residual block normalises.</summary>
public enum NormPlacement
{
    /// <summary>At the start of each branch, x + f(LN(x)): the skip is left alone.</summary>
    Pre,

    /// <summary>After each sum, LN(x + f(x)): as in the first Transformer.</summary>
    Post,
}
