namespace Fathom.Recipes;

/// <summary>How a symbol of a sequence becomes numbers.</summary>
public enum SymbolEncoding
{
    /// <summary>One number per symbol there is, 1 at the symbol's own and else 0: the shape [time, symbols].</summary>
    OneHot,

    /// <summary>The symbol's number, for an embedding: the shape [time].</summary>
    Index,
}
