namespace Fathom.Recipes;

/// <summary>A normalisation of each sample by itself, over the last dimensions of its shape.</summary>
public abstract record SampleNorm : Normalization
{
    /// <summary>
    /// Over how many of the shape's last numbers, 1 to 4; null: over the last one of two, such as the features of each time step, else
    /// over all of them.
    /// </summary>
    public int? Dimensions { get; init => field = value is { } dimensions ? Require.Between(dimensions, 1, 4, nameof(Dimensions)) : null; }

    /// <inheritdoc/>
    public override string InputRule => $"a shape of {Dimensions ?? 1} numbers or more";

    /// <summary>The part of <paramref name="input"/> that is normalised together.</summary>
    public ValueList<int> NormalizedShape(ValueList<int> input) =>
        ValueList.Of<int>([.. input.Skip(input.Count - (Dimensions ?? (input.Count == 2 ? 1 : input.Count)))]);

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => Dimensions is not { } dimensions || dimensions <= input.Count ? input : null;
}
