namespace Fathom.Torch.Guards;

/// <summary>One step under guard.</summary>
sealed class GuardedStep
{
    /// <summary>The step's number, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The loss; NaN also where it was not read.</summary>
    public required double Loss { get; init; }

    /// <summary>False where no loss of one number was shown.</summary>
    public required bool LossWasRead { get; init; }

    /// <summary>True where the loss was read and is NaN or infinite.</summary>
    public bool LossIsNonFinite => LossWasRead && !double.IsFinite(Loss);

    /// <summary>What clips have left of the gradient's norm, 0 to 1; 1 where none was at work.</summary>
    public double ClipFactor { get; set; } = 1;

    /// <summary>True where the optimizer does not take the step.</summary>
    public bool IsSkipped { get; private set; }

    /// <summary>True where the step tells nothing but that the loss was scaled too much: no guard hears of it.</summary>
    public bool IsCalibration { get; init; }

    /// <summary>Keeps the step from the optimizer.</summary>
    public void Skip() => IsSkipped = true;
}
