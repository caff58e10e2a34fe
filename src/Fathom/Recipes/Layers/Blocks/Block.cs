namespace Fathom.Recipes;

/// <summary>Layers in a row whose input also goes around them, and a rule by which the two come together again.</summary>
public abstract record Block : Layer
{
    /// <summary>The layers of the branch, in the order of the forward pass.</summary>
    public required ValueList<Layer> Layers { get; init; }

    /// <summary>The names that the block gives to parts of its own at <paramref name="place"/>; no layer in it may bear them.</summary>
    public abstract IEnumerable<string> OwnNames(LayerPlace place);

    /// <inheritdoc/>
    public override string InputRule => "what its first layer takes";

    /// <summary>The shape that goes out when the branch has made <paramref name="branch"/> of <paramref name="input"/>; null where they do not join.</summary>
    public abstract ValueList<int>? Join(ValueList<int> input, ValueList<int> branch);

    /// <summary>Why the branch's shape does not join the input's, to be read after the name of the block.</summary>
    public abstract string JoinRefusal(ValueList<int> input, ValueList<int> branch);

    /// <summary>How many numbers the block learns beside those of its layers, standing at <paramref name="place"/>.</summary>
    public virtual long OwnParameterCount(LayerPlace place) => 0;

    /// <summary>0: a network counts what a block holds, and <see cref="OwnParameterCount"/> the rest.</summary>
    public sealed override long ParameterCount(ValueList<int> input) => 0;

    /// <summary>The shape that goes out; null also where the block holds a <see cref="Use"/>, which only the network knows.</summary>
    public sealed override ValueList<int>? OutputShape(ValueList<int> input) => Chain(Layers, input) is { } branch ? Join(input, branch) : null;

    /// <summary>Whether two numbers of a shape are channels and a length at <paramref name="place"/>, rather than time steps and features.</summary>
    private protected static bool SeesChannels(LayerPlace place) => place.WithInner().Any(inner => inner.Layer is Convolution or Pool or GlobalPool);

    /// <summary>The shape behind layers in a row; null where one of them cannot take what comes in.</summary>
    internal static ValueList<int>? Chain(ValueList<Layer> layers, ValueList<int> input)
    {
        ValueList<int>? shape = input;
        foreach (var layer in layers)
        {
            shape = layer.OutputShape(shape);
            if (shape is null) return null;
        }

        return shape;
    }
}
