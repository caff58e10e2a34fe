namespace Fathom.Recipes;

/// <summary>Of a sequence, what stands at its last time step: many to one.</summary>
public sealed record LastStep : Layer
{
    /// <inheritdoc/>
    public override string InputRule => "a sequence, time steps first, such as [28, 28]";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => input.Count == 2 ? [input[1]] : null;
}
