using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>Scales each unit's gradient so that its norm is at most a share of the norm of the unit's weights (AGC).</summary>
/// <remarks>
/// Brock, De, Smith and Simonyan (2021), High-performance large-scale image recognition without normalization, equation 3. A unit is a row
/// of a matrix, an output channel of a kernel, or a whole vector such as a bias.
/// </remarks>
/// <param name="ratio">The share, above 0.</param>
/// <param name="epsilon">The norm that weights count with at least, so that zeros can grow, above 0.</param>
public sealed class ClipUnitwise(double ratio = 0.01, double epsilon = 1e-3) : IGradientClip
{
    /// <summary>The share.</summary>
    public double Ratio { get; } = Require.Positive(ratio, nameof(ratio));

    /// <summary>The norm that weights count with at least.</summary>
    public double Epsilon { get; } = Require.Positive(epsilon, nameof(epsilon));

    /// <summary>Whether the last layer is clipped too; default: no, as in the paper.</summary>
    public bool IncludesLastLayer { get; init; }

    GuardShift IGuard.Begin(GuardedTraining training) => new ClipShift(this, training);

    /// <inheritdoc/>
    public ClipResult Clip(IReadOnlyList<(string name, Parameter parameter)> parameters)
    {
        var gradients = new Gradients(parameters);
        if (!gradients.IsFinite || gradients.Largest == 0) return gradients.Untouched;

        var last = IncludesLastLayer ? null : ClipLayerNorm.LayerOf(parameters[^1].name);
        var clipped = false;
        foreach (var (name, parameter, norm) in gradients.Entries)
            if (norm > 0 && ClipLayerNorm.LayerOf(name) != last) clipped |= Clip(parameter);
        return clipped ? gradients.Changed() : gradients.Untouched;
    }

    bool Clip(Parameter parameter)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        using var least = Epsilon.ToScalar();
        using var share = Ratio.ToScalar();
        var gradient = parameter.grad!;
        var (rows, norms) = UnitNorms.Of(gradient);
        var limits = UnitNorms.Of(parameter).Norms.clamp_min(least).mul_(share);
        var over = norms.gt(limits);
        if (!over.any().item<bool>()) return false;

        gradient.copy_(where(over, rows.div(norms).mul(limits), rows).reshape(gradient.shape));
        return true;
    }
}
