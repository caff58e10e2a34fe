using Fathom.Recipes;

namespace Fathom.Web.Children;

/// <summary>What a page wants done by a child process.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Name">The recipe's or the experiment's name, for people.</param>
public sealed record ChildOrder(ChildKind Kind, string Name)
{
    /// <summary>What is trained; null for an experiment.</summary>
    public Recipe? Recipe { get; init; }

    /// <summary>
    /// True for the recipe of a run on this machine, which may name files; false for what a viewer put together, which may name none: no page leads to the file system.
    /// </summary>
    public bool MayReadFiles { get; init; }

    /// <summary>The id of the run that gave the recipe; empty where none did.</summary>
    public string From { get; init; } = "";

    /// <summary>True where a training shall be watched closely, and write what its network answers into its run's folder.</summary>
    public bool IsForLab { get; init; }

    /// <summary>Further words for the command, written by Fathom's own code and never by a viewer.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}
