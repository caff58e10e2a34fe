using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>A training between two steps: the module, its optimizer, and a batch to look at. Treatments change it in place.</summary>
/// <param name="model">The module that is trained.</param>
/// <param name="optimizer">Its optimizer; null where there is none, and whoever steps must know of new parameters.</param>
/// <remarks>
/// Treat between steps, on the training's thread, best before <c>zero_grad()</c>: gradients of replaced modules go with them.
/// </remarks>
public sealed class LiveTraining(nn.Module model, optim.Optimizer? optimizer = null)
{
    /// <summary>The module that is trained.</summary>
    public nn.Module Model { get; } = model ?? throw new ArgumentNullException(nameof(model));

    /// <summary>The optimizer; another one after <see cref="ReplaceOptimizer"/>.</summary>
    public optim.Optimizer? Optimizer { get; internal set; } = optimizer;

    /// <summary>
    /// Calls the model on a batch, <c>() => model.call(batch)</c>; null (default) where there is none. Treatments that need shapes or statistics
    /// cannot do without; others see from it that what they replace is really called.
    /// </summary>
    /// <remarks>It runs without gradients; buffers and torch's random state are as before afterwards.</remarks>
    public Func<Tensor>? Example { get; init; }

    /// <summary>Carries a treatment out: <see cref="ILiveTreatment.ApplyTo"/>.</summary>
    /// <exception cref="LiveTreatmentException">It cannot be done; nothing was changed.</exception>
    public Operation Apply(ILiveTreatment treatment)
    {
        ArgumentNullException.ThrowIfNull(treatment);
        return treatment.ApplyTo(this);
    }
}
