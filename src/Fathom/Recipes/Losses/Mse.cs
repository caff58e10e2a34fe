namespace Fathom.Recipes;

/// <summary>The mean squared error: for one number, or for one output per class that should be 1 for the right class and else 0.</summary>
public sealed record Mse : Loss
{
    /// <inheritdoc/>
    public override LossTarget Target => LossTarget.Number;
}
