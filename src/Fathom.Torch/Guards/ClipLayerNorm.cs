using TorchSharp.Modules;

namespace Fathom.Torch.Guards;

/// <summary>Scales the gradients of each layer so that their norm is at most a limit; layers below it are let be.</summary>
/// <remarks>A layer is what stands before the last dot of its parameters' names: weights and bias are scaled together.</remarks>
/// <param name="most">The limit, above 0.</param>
public sealed class ClipLayerNorm(double most) : IGradientClip
{
    /// <summary>The limit.</summary>
    public double Most { get; } = Require.Positive(most, nameof(most));

    GuardShift IGuard.Begin(GuardedTraining training) => new ClipShift(this, training);

    /// <inheritdoc/>
    public ClipResult Clip(IReadOnlyList<(string name, Parameter parameter)> parameters)
    {
        var gradients = new Gradients(parameters);
        if (!gradients.IsFinite || gradients.Norm <= Most) return gradients.Untouched;

        var clipped = false;
        foreach (var layer in gradients.Entries.GroupBy(entry => LayerOf(entry.Name), StringComparer.Ordinal))
        {
            var largest = layer.Max(entry => entry.Norm);
            var relative = Gradients.Root(layer.Select(entry => entry.Norm), largest);
            if (largest * relative <= Most) continue;
            clipped = true;
            foreach (var (_, parameter, _) in layer) Gradients.Multiply(parameter, Most / largest / relative);
        }

        return clipped ? gradients.Changed() : gradients.Untouched;
    }

    /// <summary>The layer that a parameter belongs to.</summary>
    internal static string LayerOf(string parameter) => parameter[..Math.Max(0, parameter.LastIndexOf('.'))];
}
