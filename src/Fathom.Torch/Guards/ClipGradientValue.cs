using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>Brings each number of the gradients to between minus and plus a limit; their direction may change.</summary>
/// <param name="most">The limit, above 0.</param>
public sealed class ClipGradientValue(double most) : IGradientClip
{
    /// <summary>The limit.</summary>
    public double Most { get; } = Require.Positive(most, nameof(most));

    GuardShift IGuard.Begin(GuardedTraining training) => new ClipShift(this, training);

    /// <inheritdoc/>
    public ClipResult Clip(IReadOnlyList<(string name, Parameter parameter)> parameters)
    {
        var gradients = new Gradients(parameters);
        // A number is never greater than the norm that it is part of.
        if (!gradients.IsFinite || gradients.Largest <= Most) return gradients.Untouched;

        using var scope = NewDisposeScope();
        using var without = no_grad();
        using var least = (-Most).ToScalar();
        using var greatest = Most.ToScalar();
        foreach (var (_, parameter, norm) in gradients.Entries)
            if (norm > Most) parameter.grad!.clamp_(least, greatest);
        return gradients.Changed();
    }
}
