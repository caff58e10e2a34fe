using Fathom.Runs;

namespace Fathom.Cli.Commands;

/// <summary>Which runs are to be deleted: those that all given conditions fit, and never one under way.</summary>
sealed record PruneRule
{
    /// <summary>Only runs whose last record is older; null for any age.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>So many of the newest runs stay, whatever their age; null for none.</summary>
    public int? Keep { get; init; }

    /// <summary>Only runs of this status, also when counting those that stay; null for all.</summary>
    public RunStatus? Status { get; init; }

    public bool SaysNothing => this == new PruneRule();

    public IReadOnlyList<RunEntry> Of(IEnumerable<RunEntry> newestFirst, DateTimeOffset now) =>
        [.. from run in newestFirst.Where(run => Status is null || run.Status == Status).Skip(Keep ?? 0)
            where run.Status != RunStatus.Running
            where OlderThan is not { } age || now - run.LastRecord > age
            select run];
}
