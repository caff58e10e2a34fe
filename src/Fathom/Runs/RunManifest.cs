namespace Fathom.Runs;

/// <summary>What is known of a run before its first step; <c>manifest.json</c> in its folder.</summary>
public sealed record RunManifest
{
    /// <summary>The newest layout of run folders that this Fathom reads; a higher one is refused with a sentence.</summary>
    public const int NewestLayout = 1;

    /// <summary>The layout of the folder.</summary>
    public int Layout { get; init; } = NewestLayout;

    /// <summary>Unique among all runs, sorts by time of start: a version-7 UUID in its usual text form.</summary>
    public required string Id { get; init; }

    /// <summary>The recipe's name, or what the library user called the run.</summary>
    public required string Name { get; init; }

    /// <summary>What was done.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>When it started, in UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The seed; null where none is known.</summary>
    public long? Seed { get; init; }

    /// <summary>How many steps are planned; null where nobody said.</summary>
    public long? PlannedSteps { get; init; }

    /// <summary>Versions by name: fathom, dotnet, torchsharp, libtorch.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where it runs; null where unknown.</summary>
    public RunMachine? Machine { get; init; }

    /// <summary>The run that this one continues; null where it started anew.</summary>
    public string? Continues { get; init; }
}
