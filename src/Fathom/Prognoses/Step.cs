using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>One stage of a walk: what came in, and what became of it.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Input">The signal that came in.</param>
/// <param name="Passage">What became of it.</param>
/// <param name="ForwardDecades">log10 of the signal's root mean square behind the stage, over that at the start of the walk.</param>
/// <param name="LogContraction">ln of what a small difference between two correlations is multiplied by.</param>
sealed record Step(Stage Stage, Signal Input, Passage Passage, double ForwardDecades, double LogContraction)
{
    /// <summary>Variance over seeds of ln of the mean square that came in.</summary>
    public double SizeVariance { get; init; }

    /// <summary>The ledger's link: a gain of the norm, where theory counts squares.</summary>
    public Link Link => new(Stage.Name, Stage.Kind, Math.Exp(Passage.LogGain / 2)) { Ways = Passage.Ways };
}
