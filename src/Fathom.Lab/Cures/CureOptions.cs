using Fathom.Recipes;

namespace Fathom.Lab.Cures;

/// <summary>How a cure is sought.</summary>
public sealed record CureOptions
{
    /// <summary>How much the search may cost; three whole trainings unless said otherwise.</summary>
    public CureBudget Budget { get; init; } = new();

    /// <summary>The first seed; the proof's others follow it. Null: the recipe's.</summary>
    public long? Seed { get; init; }

    /// <summary>The data; null: the recipe's. How much is taken and held out stays as the recipe says.</summary>
    public DataSource? Data { get; init; }

    /// <summary>What tells the time, where the budget has one; the system's unless said otherwise.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
