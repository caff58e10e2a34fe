namespace Fathom.Recipes;

/// <summary>The surprise at the right class after a softmax: for data with classes, one output per class.</summary>
public sealed record CrossEntropy : Loss
{
    /// <summary>
    /// Which share of the certainty is spread evenly over all classes, 0 to 1; default 0 (Szegedy et al. 2016, Rethinking the Inception
    /// architecture, section 7).
    /// </summary>
    public double LabelSmoothing { get; init => field = Require.Between(value, 0, 1, nameof(LabelSmoothing)); }

    /// <inheritdoc/>
    public override LossTarget Target => LossTarget.Class;
}
