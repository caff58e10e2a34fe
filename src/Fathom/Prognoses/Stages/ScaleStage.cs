using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>Multiplies by a number: a branch's 1/√L, ReZero's α, an average pooling's share, or 1 where only the shape changes.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Factor">The number.</param>
/// <param name="LinkKind">What the ledger calls it.</param>
sealed record ScaleStage(string Name, double Factor, LinkKind LinkKind = LinkKind.Other) : Stage(Name)
{
    public override LinkKind Kind => LinkKind;

    public override bool Learns => IsLearnt;

    /// <summary>Whether the number, or one that is added and starts at zero, is learnt.</summary>
    public bool IsLearnt { get; init; }

    public override Passage Pass(Signal signal) => new(signal.Scaled(Factor), 2 * Math.Log(Math.Abs(Factor)));
}
