namespace Fathom.Recipes;

/// <summary>The function between the two linear layers of a transformer block.</summary>
public enum FeedForwardActivation
{
    /// <summary>The greater of x and 0, as in the first Transformer.</summary>
    Relu,

    /// <summary>x Φ(x), as in BERT and GPT.</summary>
    Gelu,

    /// <summary>x / (1 + e^-x), also called swish.</summary>
    Silu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
}
