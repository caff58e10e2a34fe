using Fathom.Diagnoses;
using Fathom.Lab.Recording;

namespace Fathom.Cli;

/// <summary>What the user asked to be trained; what is null stays as the recipe or the checkpoint says.</summary>
/// <param name="Recipe">A file, or the name of a bundled recipe; null where a checkpoint says what is trained.</param>
sealed record TrainOrder(string? Recipe)
{
    public string? Data { get; init; }

    public long? Seed { get; init; }

    public long? Steps { get; init; }

    /// <summary>Names of guards; empty for none.</summary>
    public IReadOnlyList<string>? Guards { get; init; }

    public string? SaveTo { get; init; }

    public long? SaveEvery { get; init; }

    /// <summary>The file that gets the network's answers.</summary>
    public string? AnswersTo { get; init; }

    /// <summary>Every how many steps the probes are read; null: as often as the overhead budget allows.</summary>
    public int? WatchEvery { get; init; }

    /// <summary>The checkpoint's file.</summary>
    public string? Resume { get; init; }

    /// <summary>Where the training is recorded; null for nowhere.</summary>
    public RunRecording? Run { get; init; }

    /// <summary>How much work a crash may cost a recorded training; null: as much as usual.</summary>
    public TimeSpan? CheckpointPause { get; init; }

    /// <summary>The illnesses that are looked for, with the user's thresholds; null: all, as they are.</summary>
    public IReadOnlyList<IDiagnosis>? Diagnoses { get; init; }
}
