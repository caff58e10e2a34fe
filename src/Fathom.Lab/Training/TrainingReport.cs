using Fathom.Guards;

namespace Fathom.Lab.Training;

/// <summary>What became of a whole training.</summary>
public sealed record TrainingReport
{
    /// <summary>What the probes showed, with the loss and the data held out at the end; its steps are counted from the very first one.</summary>
    public required Examination Examination { get; init; }

    /// <summary>How many steps had been taken before, where the training went on from a checkpoint; else 0.</summary>
    public long ResumedFrom { get; init; }

    /// <summary>Why the training failed, in a sentence; null where it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>True where every weight, every buffer and everything that the optimizer remembers is finite at the end.</summary>
    public bool WeightsAreFinite { get; init; } = true;

    /// <summary>How the network did on the data held out, on the way and at the end.</summary>
    public IReadOnlyList<HeldOutCheck> HeldOut { get; init; } = [];

    /// <summary>The guards on duty; empty where none was.</summary>
    public IReadOnlyList<string> Guards { get; init; } = [];

    /// <summary>What the guards did, each kind of deed once.</summary>
    public IReadOnlyList<GuardTally> GuardTallies { get; init; } = [];

    /// <summary>The latest of the guards' events, 1,000 at most.</summary>
    public IReadOnlyList<GuardEvent> GuardEvents { get; init; } = [];

    /// <summary>How many steps guards kept from the optimizer, those before a checkpoint included.</summary>
    public long SkippedSteps { get; init; }

    /// <summary>The file that holds the training's checkpoint; null where none was asked for.</summary>
    public string? CheckpointFile { get; init; }

    /// <summary>The step whose checkpoint the file holds; null where this training wrote none.</summary>
    public long? CheckpointStep { get; init; }

    /// <summary>Why the file holds no checkpoint of the end, in a sentence; null where it does.</summary>
    public string? CheckpointProblem { get; init; }
}
