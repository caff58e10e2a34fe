using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>Sines and cosines that are added to a sequence, the same to every input.</summary>
/// <param name="Name">The place's name.</param>
sealed record EncodingStage(string Name) : Stage(Name)
{
    // The mean square of sines and cosines.
    const double Added = 0.5;

    public override LinkKind Kind => LinkKind.Other;

    public override Passage Pass(Signal signal) => new(signal with { Square = signal.Square + Added, Product = signal.Product + Added, IsNormal = false }, 0)
    {
        SizeResponse = signal.Square / (signal.Square + Added),
    };
}
