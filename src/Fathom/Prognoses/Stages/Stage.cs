using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>One place of a network as theory sees it: a pure function from the signal that comes in to what becomes of it.</summary>
/// <param name="Name">The place's name, which the measured ledger bears too.</param>
abstract record Stage(string Name)
{
    public abstract LinkKind Kind { get; }

    /// <summary>Whether the place has parameters: gradients reach back as far as the first that has.</summary>
    public virtual bool Learns => false;

    /// <summary>How many numbers leave the place for one input; NaN where nobody said.</summary>
    public double Count { get; init; } = double.NaN;

    /// <summary>The stages inside a block; empty for a plain place.</summary>
    public virtual IEnumerable<Stage> Inside => [];

    /// <summary>Where theory is stretched or does not hold at this place whatever comes in; null where it holds.</summary>
    public string? Doubt { get; init; }

    public abstract Passage Pass(Signal signal);

    /// <summary>Why theory does not hold for this very signal; null where it does.</summary>
    public virtual string? DoubtAbout(Signal signal) => Doubt;
}
