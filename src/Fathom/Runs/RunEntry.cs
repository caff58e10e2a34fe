using Fathom.Diagnoses;

namespace Fathom.Runs;

/// <summary>One run in an index: what a table of runs shows.</summary>
public sealed record RunEntry
{
    /// <summary>What was known before the first step.</summary>
    public required RunManifest Manifest { get; init; }

    /// <summary>The run's folder, as a full path.</summary>
    public required string Folder { get; init; }

    /// <summary>How it stood when it was last looked at.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Steps done.</summary>
    public long Step { get; init; }

    /// <summary>When the last record was written, in UTC.</summary>
    public DateTimeOffset LastRecord { get; init; }

    /// <summary>The last training loss; NaN where there is none.</summary>
    public double Loss { get; init; } = double.NaN;

    /// <summary>The last held-out loss; NaN where there is none.</summary>
    public double HeldOutLoss { get; init; } = double.NaN;

    /// <summary>The gravest finding's severity; null without findings.</summary>
    public Severity? WorstSeverity { get; init; }

    /// <summary>The gravest finding's id; empty without findings.</summary>
    public string WorstFinding { get; init; } = "";

    /// <summary>Mean losses of at most 64 equal stretches of the run, for a sparkline.</summary>
    public IReadOnlyList<double> Sparkline { get; init; } = [];

    /// <summary>Words that people gave it, in alphabetic order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Size of the folder, in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Why the folder cannot be read, or was read only in part, in a sentence; empty where all is well.</summary>
    public string Problem { get; init; } = "";
}
