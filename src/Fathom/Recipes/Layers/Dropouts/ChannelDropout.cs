namespace Fathom.Recipes;

/// <summary>Each channel (the first number of the shape) as a whole (Tompson 2015).</summary>
public sealed record ChannelDropout : RandomDrop
{
    /// <inheritdoc/>
    public override string InputRule => "channels and a length such as [16, 49], or channels, height and width such as [16, 7, 7]";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => input.Count is 2 or 3 ? input : null;
}
