using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>Where the ledger leaves the first time step of a recurrent layer for the inputs of all steps together.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Step">A step of the layer above.</param>
sealed record TimeGatherStage(string Name, StepStage Step) : Stage(Name)
{
    public override LinkKind Kind => LinkKind.Other;

    // The gradient of step t's input is that of its state times one factor, which is the same for all steps once the length has come to rest.
    public override Passage Pass(Signal signal)
    {
        var (ofAll, ofFirst, _) = TimeStage.Shares(Step, signal);
        return new Passage(signal, Math.Log(ofAll / ofFirst));
    }
}
