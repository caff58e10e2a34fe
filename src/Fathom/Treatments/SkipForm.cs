namespace Fathom.Treatments;

/// <summary>How a treatment leads a layer's input around it.</summary>
public enum SkipForm
{
    /// <summary>A residual block whose branch is divided by the root of the number of blocks.</summary>
    DepthScaled,

    /// <summary>A residual block whose branch is multiplied by a learnt number that starts at zero.</summary>
    ReZero,

    /// <summary>A highway block whose gate starts with the bias -ln of the number of blocks.</summary>
    Highway,
}
