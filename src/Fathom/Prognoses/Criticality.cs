namespace Fathom.Prognoses;

/// <summary>How layers come to a critical point and stay there.</summary>
public enum Criticality
{
    /// <summary>Every length stays as it is, as with ReLU: the gradient keeps its size from the first layer on.</summary>
    ScaleInvariant,

    /// <summary>The length shrinks to zero as 1/depth, as with tanh: the gradient loses a power of the depth, not an exponential.</summary>
    Approached,

    /// <summary>A stable length: every network comes to it.</summary>
    Stable,

    /// <summary>Stable from one side only, as with GELU: a finite width may drive the signal away.</summary>
    HalfStable,

    /// <summary>Every small deviation of the length grows.</summary>
    Unstable,
}
