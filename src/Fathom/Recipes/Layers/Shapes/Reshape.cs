namespace Fathom.Recipes;

/// <summary>The same numbers in the same order, in another shape.</summary>
public sealed record Reshape : Layer
{
    /// <summary>The shape that comes out, 1 to 4 numbers from 1 to 10,000,000.</summary>
    public required ValueList<int> Shape { get; init; }

    /// <inheritdoc/>
    public override string InputRule => $"as many numbers as {Shape} holds";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => Numbers.In(input) == Numbers.In(Shape) ? Shape : null;
}
