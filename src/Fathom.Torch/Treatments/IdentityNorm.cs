using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Starts normalisations as the identity, as far as they can be.</summary>
public static class IdentityNorm
{
    /// <summary>Sets a batch-norm so that it returns what it gets.</summary>
    /// <param name="norm">A batch-norm with gain and shift.</param>
    /// <param name="input">A batch of what it gets, with at least two numbers for each channel.</param>
    /// <remarks>
    /// With the batch's mean μ and variance σ², gain √(σ² + ε) and shift μ undo the normalisation: exactly while training on that very batch,
    /// nearly on others like it; and with running statistics μ and σ² exactly on every input while evaluating.
    /// </remarks>
    public static void Start(BatchNorm norm, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(norm);
        ArgumentNullException.ThrowIfNull(input);
        using var statistics = BatchStatistics.Of(input);
        Start(norm, statistics);
    }

    internal static void Start(BatchNorm norm, BatchStatistics statistics)
    {
        if (!norm.affine) throw new ArgumentException("A batch-norm needs gain and shift to start as the identity, but has none; make it with affine: true.", nameof(norm));
        using var scope = NewDisposeScope();
        using var without = no_grad();
        norm.weight!.copy_((statistics.Variance + norm.eps).sqrt());
        norm.bias!.copy_(statistics.Mean);
        if (!norm.track_running_stats) return;
        norm.running_mean!.copy_(statistics.Mean);
        norm.running_var!.copy_(statistics.Variance);
    }
}
