namespace Fathom.Recipes;

/// <summary>
/// Adam with a weight decay that is taken off the weights themselves, the learning rate times the decay per step; the learning rate is
/// 0.001 and the weight decay 0.01 unless said.
/// </summary>
/// <remarks>Loshchilov and Hutter (2019), Decoupled weight decay regularization, algorithm 2.</remarks>
public sealed record AdamW : AdamLike
{
    /// <summary>AdamW with its usual weight decay, 0.01.</summary>
    public AdamW() => WeightDecay = 0.01;
}
