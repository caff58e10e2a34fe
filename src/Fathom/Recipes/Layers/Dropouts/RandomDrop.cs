namespace Fathom.Recipes;

/// <summary>A layer that sets numbers to zero by chance while training, scales up what is left, and keeps the shape.</summary>
public abstract record RandomDrop : Layer
{
    /// <summary>With which chance a number is dropped, 0 to below 1; default 0.5.</summary>
    public double Probability { get; init => field = Require.Share(value, nameof(Probability)); } = 0.5;

    /// <inheritdoc/>
    public override string InputRule => "any input";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => input;
}
