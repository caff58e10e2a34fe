namespace Fathom.Runs;

/// <summary>How one candidate of a cure stands; a later one with the same name replaces it.</summary>
public sealed record RunTrial
{
    /// <summary>The treatment or combination that is tried, such as <c>add-skips+insert-norm</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How it stands, in a word or two: waiting, tried, refused, proved.</summary>
    public required string State { get; init; }

    /// <summary>Steps trained for it so far, over all seeds.</summary>
    public long Steps { get; init; }

    /// <summary>Held-out metric without the treatment, at the same steps; NaN where none was measured.</summary>
    public double Untreated { get; init; } = double.NaN;

    /// <summary>Held-out metric with it; NaN where none was measured.</summary>
    public double Treated { get; init; } = double.NaN;

    /// <summary>Why it stands so, in a sentence.</summary>
    public string Reason { get; init; } = "";
}
