using Fathom.Diagnoses;
using Fathom.Guards;

namespace Fathom.Runs;

/// <summary>
/// A run as its journal tells it at one moment: an immutable picture that pages, reports and exports are made from. Its size is bounded: recent
/// readings and values one by one, older ones added up.
/// </summary>
public sealed record RunView
{
    /// <summary>A run without an end whose journal was silent for longer is <see cref="RunStatus.Lost"/>: 30 seconds, for a journal writes a sign of life every second.</summary>
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(30);

    /// <summary>The run's folder, as a full path.</summary>
    public required string Folder { get; init; }

    /// <summary>What was known before the first step.</summary>
    public required RunManifest Manifest { get; init; }

    /// <summary>The recipe as YAML; empty where there is none (a library user's own loop).</summary>
    public string Recipe { get; init; } = "";

    /// <summary>How it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Steps done so far.</summary>
    public long Step { get; init; }

    /// <summary>When the last record was written, in UTC; the start where there is none.</summary>
    public DateTimeOffset LastRecord { get; init; }

    /// <summary>Scalars by tag, oldest block first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ScalarBlock>> Scalars { get; init; } =
        new Dictionary<string, IReadOnlyList<ScalarBlock>>(StringComparer.Ordinal);

    /// <summary>Readings, oldest block first.</summary>
    public IReadOnlyList<ReadingBlock> Readings { get; init; } = [];

    /// <summary>What the diagnoses said last.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What the guards did, oldest first; of many, the first and the last ones.</summary>
    public IReadOnlyList<GuardEvent> GuardEvents { get; init; } = [];

    /// <summary>How many guard events there were in all.</summary>
    public long GuardEventCount { get; init; }

    /// <summary>Candidates of a cure in the order of their first trial.</summary>
    public IReadOnlyList<RunTrial> Trials { get; init; } = [];

    /// <summary>How it ended; null while it runs, and where it ended without a word.</summary>
    public RunEnd? End { get; init; }

    /// <summary>Records that could not be read.</summary>
    public IReadOnlyList<RunDamage> Damages { get; init; } = [];

    /// <summary>What else is to be known about the record, a sentence each: that there were too many tags, or what was given back from TensorBoard's file.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
