namespace Fathom.Recipes;

/// <summary>Half the squared error up to delta, and beyond it a straight line: outliers pull with a gradient of delta at most.</summary>
/// <remarks>Huber (1964), Robust estimation of a location parameter.</remarks>
public sealed record Huber : Loss
{
    /// <summary>Where the line begins, above 0 to 1,000,000; default 1.</summary>
    public double Delta { get; init => field = Require.Between(Require.Positive(value), 0, 1e6, nameof(Delta)); } = 1;

    /// <inheritdoc/>
    public override LossTarget Target => LossTarget.Number;
}
