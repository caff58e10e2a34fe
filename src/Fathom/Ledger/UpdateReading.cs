using Fathom.Statistics;

namespace Fathom.Ledger;

/// <summary>What one optimizer step changed in one parameter.</summary>
/// <remarks>
/// Measured on the whole parameter where it is small, else on a fixed sample of it (see <see cref="Sampled"/>); ratios and shares
/// are then estimates.
/// </remarks>
public sealed record UpdateReading
{
    /// <summary>The change: value after minus value before, of the sampled weights.</summary>
    public required TensorSummary Change { get; init; }

    /// <summary>Norm of the change over the norm of the values before; infinity where those were all zero and changed.</summary>
    public double Ratio { get; init; }

    /// <summary>How many weights had a gradient that is not zero and yet kept their value: the update was rounded away.</summary>
    public long Lost { get; init; }

    /// <summary>How many of the sampled weights had a gradient that is not zero.</summary>
    public long Pulled { get; init; }

    /// <summary>The share of weights that had a gradient and kept their value, 0 to 1; 0 where none had a gradient.</summary>
    public double LostShare => Pulled == 0 ? 0 : (double)Lost / Pulled;

    /// <summary>
    /// By how much the step lowers the loss to first order: minus the inner product of gradient and change, scaled up to the whole parameter
    /// where only a sample was compared. Negative where the step climbs; NaN where the gradient was not at hand.
    /// </summary>
    /// <remarks>The gradient is the one that the optimizer got: where it was clipped, the true descent is larger.</remarks>
    public double Descent { get; init; } = double.NaN;

    /// <summary>True where only a sample of the parameter was compared.</summary>
    public bool Sampled { get; init; }
}
