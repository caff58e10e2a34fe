namespace Fathom.Lab.Experiments;

/// <summary>What an experiment showed.</summary>
/// <param name="Name">The experiment's name.</param>
/// <param name="Quantity">What the numbers are.</param>
/// <param name="Interrupted">True where it was ended before its last row.</param>
public abstract record ExperimentReport(string Name, string Quantity, bool Interrupted)
{
    /// <summary>Whether what came out is what was claimed.</summary>
    public abstract bool Holds { get; }

    /// <summary>The numbers as Markdown.</summary>
    public abstract string ToMarkdown();

    /// <summary>What of the Markdown is worth reading in a terminal: all of it unless the experiment says otherwise.</summary>
    public virtual string Summary => ToMarkdown();
}
