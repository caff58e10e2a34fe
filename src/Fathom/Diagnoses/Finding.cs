namespace Fathom.Diagnoses;

/// <summary>One illness recognised in a training: what, how bad, where, since when, why, and what to do.</summary>
public sealed record Finding
{
    /// <summary>The illness's id, such as "vanishing-gradient".</summary>
    public required string Id { get; init; }

    /// <summary>How bad it is, by its consequence.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Where: a module, a parameter, or a range of them as "first..last" in the order of the forward pass.</summary>
    public required string Place { get; init; }

    /// <summary>The first step at which the evidence sufficed.</summary>
    public required long Step { get; init; }

    /// <summary>What is wrong, in one sentence with its numbers.</summary>
    public required string Summary { get; init; }

    /// <summary>How sure Fathom is that the illness is there, 0 to 1: one minus the error rate of the test that raised it.</summary>
    public double Confidence { get; init; } = 0.999;

    /// <summary>What it means for the training, in one sentence: what will happen if nothing is done.</summary>
    public string Meaning { get; init; } = "";

    /// <summary>Other findings that follow from this one, the worst first; they need no treatment of their own.</summary>
    public IReadOnlyList<Finding> Consequences { get; init; } = [];

    /// <summary>Why, the largest share first.</summary>
    public IReadOnlyList<Cause> Causes { get; init; } = [];

    /// <summary>The numbers that the finding rests on, with the limits they passed.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>What to do, best first, each in one sentence.</summary>
    public IReadOnlyList<string> Treatments { get; init; } = [];

    /// <summary>Illness, place and step: "vanishing-gradient at linear1..linear14 since step 3".</summary>
    public string Title => FormattableString.Invariant($"{Id} at {Place} since step {Step}");

    /// <summary>What a reader must know, in one line to four: the illness with its numbers, its main causes, what follows from it, the best treatment.</summary>
    public override string ToString()
    {
        var lines = new List<string> { $"{Severity.ToString().ToLowerInvariant()} {Title}: {Summary}" };
        if (Causes.Count > 0)
            lines.Add("  why: " + string.Join(", ", Causes.Take(3).Select(cause => FormattableString.Invariant($"{cause.Id} ({100 * cause.Share:0} %)"))));
        if (Consequences.Count > 0)
            lines.Add("  also, because of it: " + string.Join("; ", Consequences.Take(3).Select(other => other.Title)) + (Consequences.Count > 3 ? $"; and {Consequences.Count - 3} more" : ""));
        if (Treatments.Count > 0) lines.Add("  what to do: " + Treatments[0]);
        return string.Join(Environment.NewLine, lines);
    }
}
