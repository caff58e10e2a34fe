namespace Fathom.Torch;

/// <summary>An activation of your own whose slope is constant between two outputs and zero at them and beyond, such as a clamp.</summary>
/// <remarks>TorchSharp's own activations are known; this lets Fathom see the saturated and the dead units of others.</remarks>
public interface IClamp
{
    /// <summary>The output at and below which the slope is zero; minus infinity where there is none.</summary>
    double Least { get; }

    /// <summary>The output at and above which the slope is zero; infinity where there is none.</summary>
    double Most { get; }
}
