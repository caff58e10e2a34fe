namespace Fathom.Recipes;

/// <summary>
/// Binary cross-entropy of probabilities: one output for two classes, or one output per class. The network must end in something between
/// 0 and 1, such as a sigmoid, whose slope then multiplies the gradient; <see cref="BceWithLogits"/> does without.
/// </summary>
public sealed record Bce : Loss
{
    /// <inheritdoc/>
    public override LossTarget Target => LossTarget.YesOrNo;
}
