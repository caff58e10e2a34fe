using TorchSharp.Modules;

namespace Fathom.Torch.Guards;

/// <summary>Scales all gradients together so that their norm is at most a limit; their direction stays.</summary>
/// <remarks>
/// Pascanu, Mikolov and Bengio (2013), On the difficulty of training recurrent neural networks, algorithm 1: exactly to the limit, where
/// PyTorch adds 1e-6 to the norm first.
/// </remarks>
/// <param name="most">The limit, above 0.</param>
public sealed class ClipGradientNorm(double most) : IGradientClip
{
    /// <summary>The limit.</summary>
    public double Most { get; } = Require.Positive(most, nameof(most));

    GuardShift IGuard.Begin(GuardedTraining training) => new ClipShift(this, training);

    /// <inheritdoc/>
    public ClipResult Clip(IReadOnlyList<(string name, Parameter parameter)> parameters)
    {
        var gradients = new Gradients(parameters);
        return gradients.IsFinite && gradients.Norm > Most ? gradients.Scale(gradients.FactorTo(Most)) : gradients.Untouched;
    }
}
