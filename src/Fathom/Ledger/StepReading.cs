namespace Fathom.Ledger;

/// <summary>What the probes saw in one step.</summary>
public sealed record StepReading
{
    /// <summary>The number of the training step, from 1.</summary>
    public required long Step { get; init; }

    /// <summary>The loss of the step; NaN or infinite where it was.</summary>
    public double Loss { get; init; } = double.NaN;

    /// <summary>The learning rate of the optimizer's first parameter group; NaN where unknown.</summary>
    public double LearningRate { get; init; } = double.NaN;

    /// <summary>
    /// What clipping left of the gradient's norm before the optimizer saw it, 0 to 1; 1 where nothing was clipped, or nobody said so. Gradients of
    /// <see cref="Parameters"/> are those after it, those of <see cref="Places"/> those before.
    /// </summary>
    public double ClipFactor { get; init => field = Require.Between(value, 0, 1, nameof(ClipFactor)); } = 1;

    /// <summary>What the loss was multiplied by before the backward pass, above 0; 1 where it was not. All gradients here are divided by it.</summary>
    public double LossScale { get; init => field = Require.Positive(value); } = 1;

    /// <summary>
    /// True where the gradients of the step before were all still there, to the bit, when a backward pass of this step began: nobody had cleared
    /// them, so that this step's are added to them. Null where that is not known: in a first step, or where the step before was not looked at.
    /// </summary>
    public bool? BeganWithOldGradients { get; init; }

    /// <summary>Every probed output, in the order of the forward pass.</summary>
    public IReadOnlyList<PlaceReading> Places { get; init; } = [];

    /// <summary>Every parameter, in the order of <c>named_parameters()</c>.</summary>
    public IReadOnlyList<ParameterReading> Parameters { get; init; } = [];

    /// <summary>The tensors of numbers that were handed to the network; empty where it got none.</summary>
    public IReadOnlyList<InputReading> Inputs { get; init; } = [];

    /// <summary>The network's answer, row by row; null where it was no single tensor of numbers.</summary>
    public OutputReading? Output { get; init; }

    /// <summary>By how much the step lowers the loss to first order, over all parameters; NaN where no update was measured.</summary>
    public double Descent
    {
        get
        {
            var known = Parameters.Where(parameter => parameter.Update is { } update && !double.IsNaN(update.Descent)).ToList();
            return known.Count == 0 ? double.NaN : known.Sum(parameter => parameter.Update!.Descent);
        }
    }

    /// <summary>The gains of the backward pass, from the loss to the first layer.</summary>
    public ChainLedger Ledger { get; init; } = ChainLedger.Empty;

    /// <summary>True where the loss, a gradient or a parameter was not finite.</summary>
    /// <remarks>Infinite activations alone do not count: a mask is written with them.</remarks>
    public bool HasNonFinite =>
        double.IsInfinity(Loss)
        || (double.IsNaN(Loss) && LossWasRead)
        || Places.Any(place => place.Gradient is { HasNonFinite: true })
        || Parameters.Any(parameter => parameter.Gradient is { HasNonFinite: true } || parameter.Value is { HasNonFinite: true });

    /// <summary>False where no loss was handed in, so that <see cref="Loss"/> is NaN for want of one.</summary>
    public bool LossWasRead { get; init; } = true;
}
