namespace Fathom.Recipes;

/// <summary>A layer that bends each number on its own and keeps the shape.</summary>
public abstract record Activation : Layer
{
    /// <inheritdoc/>
    public sealed override string InputRule => "any input";

    /// <inheritdoc/>
    public sealed override ValueList<int>? OutputShape(ValueList<int> input) => input;
}
