namespace Fathom.Recipes;

/// <summary>Binary cross-entropy after a sigmoid: one output for two classes, or one output per class.</summary>
public sealed record BceWithLogits : Loss
{
    /// <inheritdoc/>
    public override LossTarget Target => LossTarget.YesOrNo;
}
