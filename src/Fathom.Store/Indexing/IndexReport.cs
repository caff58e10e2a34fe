namespace Fathom.Store.Indexing;

/// <summary>What an indexer found.</summary>
public sealed record IndexReport
{
    /// <summary>Run folders that are there.</summary>
    public int Found { get; init; }

    /// <summary>How many of them were read, because they are new, changed or running.</summary>
    public int Read { get; init; }

    /// <summary>Folders that are gone, and their runs with them.</summary>
    public int Removed { get; init; }

    /// <summary>Folders that could not be read, or not wholly; also those that were found so earlier and did not change.</summary>
    public IReadOnlyList<IndexProblem> Problems { get; init; } = [];
}
