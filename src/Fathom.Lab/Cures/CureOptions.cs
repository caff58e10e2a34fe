using Fathom.Diagnoses;
using Fathom.Lab.Recording;
using Fathom.Recipes;

namespace Fathom.Lab.Cures;

/// <summary>How a cure is sought.</summary>
public sealed record CureOptions
{
    /// <summary>How much the search may cost; ten whole trainings unless said otherwise.</summary>
    public CureBudget Budget { get; init; } = new();

    /// <summary>The first seed; the proof's others follow it. Null: the recipe's.</summary>
    public long? Seed { get; init; }

    /// <summary>The data; null: the recipe's. How much is taken and held out stays as the recipe says.</summary>
    public DataSource? Data { get; init; }

    /// <summary>The file of a checkpoint that is continued with what was learnt, instead of starting anew; null (default): anew.</summary>
    /// <remarks>The seed is the checkpoint's then; the proof's other seeds give other orders of batches and other draws from the same weights.</remarks>
    public string? InPlace { get; init; }

    /// <summary>The least severity that is treated; a warning unless said otherwise. A note does no harm so far, and is treated only where the loss stands still beside it.</summary>
    public Severity LeastSeverity { get; init; } = Severity.Warning;

    /// <summary>What tells the time, where the budget has one; the system's unless said otherwise.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the search is recorded, with the cured recipe; null (default) for nowhere. Whoever made it disposes of it.</summary>
    public RunRecording? Run { get; init; }
}
