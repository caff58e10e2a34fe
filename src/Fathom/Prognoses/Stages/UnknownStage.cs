using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A place that theory does not know: signal and gradient are taken to pass unchanged, and the prognosis says so.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="KnownKind">What kind of link it is.</param>
sealed record UnknownStage(string Name, LinkKind KnownKind) : Stage(Name)
{
    public override LinkKind Kind => KnownKind;

    public override Passage Pass(Signal signal) => new(signal, 0);

    public override string? DoubtAbout(Signal signal) => Doubt ?? "theory does not cover it; it counts as 1 here";
}
