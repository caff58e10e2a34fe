namespace Fathom.Recipes;

/// <summary>
/// The negative log-likelihood of the right class: for data with classes, one output per class, which must be log-probabilities; after
/// a log-softmax the same as <see cref="CrossEntropy"/>.
/// </summary>
public sealed record Nll : Loss
{
    /// <inheritdoc/>
    public override LossTarget Target => LossTarget.Class;
}
