namespace Fathom.Recipes;

/// <summary>All numbers of a sample in one row.</summary>
public sealed record Flatten : Layer
{
    /// <inheritdoc/>
    public override string InputRule => "at most 2,147,483,647 numbers";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => Numbers.In(input) is <= int.MaxValue and var count ? [(int)count] : null;
}
