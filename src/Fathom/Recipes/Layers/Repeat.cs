namespace Fathom.Recipes;

/// <summary>Layers that follow one another several times, each time with weights of their own.</summary>
public sealed record Repeat : Layer
{
    /// <summary>Always null: what is repeated has names, the repeating has none.</summary>
    /// <exception cref="ArgumentException">A name was given.</exception>
    public override string? Name
    {
        get => null;
        init
        {
            if (value is not null) throw new ArgumentException($"A repeat has no name, but was called {value}.", nameof(value));
        }
    }

    /// <summary>How many times, 1 to 100,000.</summary>
    public required int Times { get; init => field = Require.Between(value, 1, Network.MostLayers, nameof(Times)); }

    /// <summary>What is repeated.</summary>
    public required ValueList<Layer> Layers { get; init; }

    /// <inheritdoc/>
    public override string InputRule => "what its first layer takes";

    /// <summary>Not known here, because each repetition may see another shape: 0. A network counts what is repeated.</summary>
    public override long ParameterCount(ValueList<int> input) => 0;

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input)
    {
        ValueList<int>? shape = input;
        for (var time = 0; time < Times; time++)
        {
            foreach (var layer in Layers)
            {
                shape = layer.OutputShape(shape);
                if (shape is null) return null;
            }
        }

        return shape;
    }
}
