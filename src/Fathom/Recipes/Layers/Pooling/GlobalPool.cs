namespace Fathom.Recipes;

/// <summary>One number stands for each channel as a whole.</summary>
public abstract record GlobalPool : Layer
{
    /// <inheritdoc/>
    public override string InputRule => "channels and a length such as [16, 49], or channels, height and width such as [16, 7, 7]";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => input.Count is 2 or 3 ? [input[0]] : null;
}
