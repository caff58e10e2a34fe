namespace Fathom.Recipes;

/// <summary>x above 0 and slope · x below, the slope being learnt (He 2015).</summary>
public sealed record Prelu : Activation
{
    /// <summary>The slope below 0 that learning starts from, -1 to 1; default 0.25.</summary>
    public double Slope { get; init => field = Require.Between(value, -1, 1, nameof(Slope)); } = 0.25;

    /// <summary>Whether each channel (the first number of the shape) learns a slope of its own; default: all share one.</summary>
    public bool PerChannel { get; init; }

    /// <inheritdoc/>
    public override long ParameterCount(ValueList<int> input) => PerChannel ? input[0] : 1;
}
