namespace Fathom.Recipes;

/// <summary>Of a sequence, the mean over its time steps: many to one, with a short way back to each.</summary>
public sealed record MeanOverTime : Layer
{
    /// <inheritdoc/>
    public override string InputRule => "a sequence, time steps first, such as [28, 28]";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => input.Count == 2 ? [input[1]] : null;
}
