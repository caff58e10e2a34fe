namespace Fathom.Web.Lab;

/// <summary>What a URL says of the Lab's controls.</summary>
/// <param name="State">Where they stand; what was not understood, at its default.</param>
/// <param name="Complaints">What was not understood, one sentence each; empty where all was.</param>
public sealed record LabReading(LabState State, IReadOnlyList<string> Complaints)
{
    /// <summary>Whether the URL says nothing of the controls at all, not even a version; where the Lab then opens is up to the page.</summary>
    public bool IsBlank { get; init; }
}
