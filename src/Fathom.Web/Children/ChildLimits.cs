namespace Fathom.Web.Children;

/// <summary>What the pages may start: a page is no place for a long training.</summary>
public sealed record ChildLimits
{
    /// <summary>How many children one viewer may have at once, at least 1. Default: 1.</summary>
    public int PerViewer { get; init; } = 1;

    /// <summary>How many children there may be at once, at least 1. Default: 2.</summary>
    public int AtOnce { get; init; } = 2;

    /// <summary>How many steps a training may have. Default: 20,000.</summary>
    public long MostSteps { get; init; } = 20_000;

    /// <summary>How many samples a step may take. Default: 4,096.</summary>
    public int MostBatch { get; init; } = 4096;

    /// <summary>
    /// How many numbers a network may learn. Default: 50,000,000. With their gradients, two moments of Adam and a copy for the checkpoint they take 20 bytes each,
    /// a third of <see cref="MostMemory"/>.
    /// </summary>
    public long MostParameters { get; init; } = 50_000_000;

    /// <summary>After how long a child is stopped. Default: 15 minutes.</summary>
    public TimeSpan MostTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How much memory a child may hold, in bytes; beyond it is stopped. Default: 3 GiB.</summary>
    public long MostMemory { get; init; } = 3L << 30;
}
