using Fathom.Diagnoses;

namespace Fathom.Runs;

/// <summary>Which runs of an index are asked for; newest first.</summary>
public sealed record RunQuery
{
    /// <summary>Only runs whose name, id or tags hold this text, in any case; empty asks for all.</summary>
    public string Text { get; init; } = "";

    /// <summary>Only runs of this status; null asks for all.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Only runs with a finding at least this grave; null asks for all.</summary>
    public Severity? AtLeast { get; init; }

    /// <summary>Only runs with this tag; null asks for all.</summary>
    public string? Tag { get; init; }

    /// <summary>How many to leave out at the start.</summary>
    public int Skip { get; init; }

    /// <summary>How many at most. Default: 100.</summary>
    public int Take { get; init; } = 100;
}
