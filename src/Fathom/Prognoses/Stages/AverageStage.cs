using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A mean over windows that do not overlap: average pooling, or attention before it has learnt where to look.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Window">How many numbers one mean is taken over, at least 1.</param>
/// <param name="LinkKind">What the ledger calls it.</param>
sealed record AverageStage(string Name, double Window, LinkKind LinkKind = LinkKind.Pool) : Stage(Name)
{
    public override LinkKind Kind => LinkKind;

    // The gradient of a mean is spread evenly: its squared norm is divided by the window. Neighbours are taken to be independent but
    // for their common mean.
    public override Passage Pass(Signal signal) => new(
        new Signal(signal.Mean * signal.Mean + signal.Variance / Window, signal.Mean, signal.Mean * signal.Mean + Math.Max(0, signal.Product - signal.Mean * signal.Mean) / Window)
        {
            IsNormal = signal.IsNormal,
            ProductSlope = signal.ProductSlope / Window,
        },
        -Math.Log(Window));

    public override string? DoubtAbout(Signal signal) =>
        Window > 1 ? Doubt ?? "how alike the numbers of one window are is not known; they are taken to be independent, so that the signal may be larger" : Doubt;
}
