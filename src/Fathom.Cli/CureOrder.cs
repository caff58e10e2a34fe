using Fathom.Diagnoses;
using Fathom.Lab.Cures;
using Fathom.Lab.Recording;

namespace Fathom.Cli;

/// <summary>What the user asked to be cured; what is null stays as the recipe says.</summary>
/// <param name="Recipe">A file, or the name of a bundled recipe; null where a checkpoint says what is cured.</param>
sealed record CureOrder(string? Recipe)
{
    /// <summary>The file of the checkpoint to go on from; null: the training begins anew.</summary>
    public string? InPlace { get; init; }

    public string? Data { get; init; }

    public long? Seed { get; init; }

    public CureBudget Budget { get; init; } = new();

    /// <summary>The least severity that is treated.</summary>
    public Severity Treat { get; init; } = Severity.Warning;

    /// <summary>How many trials run side by side; null: as many as there are cores.</summary>
    public int? Jobs { get; init; }

    /// <summary>Where it is recorded; null for nowhere.</summary>
    public RunRecording? Run { get; init; }
}
