using Fathom.Diagnoses;
using Fathom.Lab.Recording;

namespace Fathom.Cli;

/// <summary>What the user asked to be examined; what is null stays as the recipe says.</summary>
/// <param name="Recipe">A file, or the name of a bundled recipe.</param>
sealed record ExaminationOrder(string Recipe)
{
    public string? Data { get; init; }

    public long? Seed { get; init; }

    public long? Steps { get; init; }

    /// <summary>The illnesses that are looked for, with the user's thresholds; null: all, as they are.</summary>
    public IReadOnlyList<IDiagnosis>? Diagnoses { get; init; }

    /// <summary>Where it is recorded; null for nowhere.</summary>
    public RunRecording? Run { get; init; }
}
