using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Puts another optimizer over the same weights; what the old one remembered is not carried over.</summary>
/// <remarks>The old one is the caller's, and no longer to be stepped: <see cref="LiveTraining.Optimizer"/> is the new one.</remarks>
public sealed record ReplaceOptimizer : ILiveTreatment
{
    /// <summary>Makes the new one: <c>weights => torch.optim.Adam(weights, lr: 1e-3)</c>.</summary>
    public required Func<IEnumerable<Parameter>, optim.Optimizer> By { get; init; }

    /// <summary>True: weights stay. The first steps are those of an optimizer without memory, so that a short warm-up is wise.</summary>
    public bool IsExact => true;

    /// <inheritdoc/>
    public Operation ApplyTo(LiveTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var old = training.Optimizer?.GetType().Name ?? "no optimizer";
        training.Optimizer = By([.. training.Model.parameters()]);
        return new Operation
        {
            What = $"Replaced {old} by {training.Optimizer.GetType().Name} over the same weights; its memory begins anew.",
            IsExact = true,
            NeedsNewMonitor = true,
        };
    }
}
