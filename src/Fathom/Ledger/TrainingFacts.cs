namespace Fathom.Ledger;

/// <summary>What no probe can read off a network, but whoever trains it knows; everything may be left out.</summary>
public sealed record TrainingFacts
{
    /// <summary>How many steps the training will take in all, at least 1; null where that is not known.</summary>
    public long? PlannedSteps { get; init => field = value is { } steps ? Require.Between(steps, 1, long.MaxValue, nameof(PlannedSteps)) : null; }

    /// <summary>
    /// The loss of the best answer that does not look at its input: ln(classes) for balanced classes, the targets' variance for mean squares;
    /// null where that is not known.
    /// </summary>
    public double? BaselineLoss { get; init; }

    /// <summary>What the loss function takes the output for.</summary>
    public LossForm Loss { get; init; }

    /// <summary>The smallest target of a loss on numbers; null where that is not known.</summary>
    public double? LeastTarget { get; init; }

    /// <summary>The largest target of a loss on numbers; null where that is not known.</summary>
    public double? GreatestTarget { get; init; }
}
