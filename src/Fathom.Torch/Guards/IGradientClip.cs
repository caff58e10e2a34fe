using TorchSharp.Modules;

namespace Fathom.Torch.Guards;

/// <summary>Holds gradients within a limit, after the backward pass and before the optimizer's step.</summary>
/// <remarks>
/// Gradients that hold NaN or infinity are left as they are: no factor makes them right, and scaling would turn infinity into NaN unseen.
/// </remarks>
public interface IGradientClip : IGuard
{
    /// <summary>Clips the gradients of <paramref name="parameters"/> in place.</summary>
    /// <param name="parameters">All parameters that are trained, by name; those without a gradient are passed over.</param>
    ClipResult Clip(IReadOnlyList<(string name, Parameter parameter)> parameters);
}
