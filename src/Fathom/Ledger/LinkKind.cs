namespace Fathom.Ledger;

/// <summary>What a link of the chain rule multiplies by.</summary>
public enum LinkKind
{
    /// <summary>A matrix of weights: linear, convolution, embedding.</summary>
    Weight,

    /// <summary>The slope of an activation function.</summary>
    Slope,

    /// <summary>A normalisation: batch, layer, group.</summary>
    Norm,

    /// <summary>A block whose input also goes around it.</summary>
    Skip,

    /// <summary>Values set to zero at random, the rest scaled up.</summary>
    Dropout,

    /// <summary>A pooling over neighbours.</summary>
    Pool,

    /// <summary>A time step of a recurrent layer, weights and slopes or gates together; or all its steps where they are one module.</summary>
    Recurrent,

    /// <summary>The loss function, from which the gradient starts.</summary>
    Loss,

    /// <summary>Anything else: reshapes, functions called outside any module, modules that Fathom does not know.</summary>
    Other,
}
