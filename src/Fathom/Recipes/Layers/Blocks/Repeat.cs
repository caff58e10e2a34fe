namespace Fathom.Recipes;

/// <summary>Layers that follow one another several times, each time with weights of their own.</summary>
public sealed record Repeat : Shorthand
{
    /// <summary>How many times, 1 to 100,000.</summary>
    public required int Times { get; init => field = Require.Between(value, 1, Network.MostLayers, nameof(Times)); }

    /// <summary>What is repeated.</summary>
    public required ValueList<Layer> Layers { get; init; }

    /// <inheritdoc/>
    public override string InputRule => "what its first layer takes";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input)
    {
        ValueList<int>? shape = input;
        for (var time = 0; time < Times && shape is not null; time++) shape = Block.Chain(Layers, shape);
        return shape;
    }
}
