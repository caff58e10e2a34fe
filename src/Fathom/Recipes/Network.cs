namespace Fathom.Recipes;

/// <summary>A network: what goes in, the layers in order, and how their weights start.</summary>
public sealed record Network
{
    /// <summary>How many layers a network may have, repetitions counted.</summary>
    public const int MostLayers = 100_000;

    /// <summary>The shape of one sample, without the batch: <c>[784]</c> or <c>[1, 28, 28]</c>.</summary>
    public required ValueList<int> Input { get; init; }

    /// <summary>How weights start in layers that do not say it themselves; default: as in PyTorch.</summary>
    public Initialization Init { get; init; } = new TorchDefault();

    /// <summary>How biases start; null: at zero, except that torch-default and critical draw them too.</summary>
    public Initialization? BiasInit { get; init; }

    /// <summary>The layers, in the order of the forward pass.</summary>
    public required ValueList<Layer> Layers { get; init; }

    /// <summary>How many layers there are, repetitions counted; more than <see cref="MostLayers"/> where it is too many to count.</summary>
    public long LayerCount => Count(Layers);

    /// <summary>How many numbers the network learns.</summary>
    public long ParameterCount => Places().Where(place => place.Output is not null).Sum(place => place.Layer.ParameterCount(place.Input));

    /// <summary>The network's activation without a name, where it has one kind with the same options throughout; null else.</summary>
    public Activation? OnlyActivation =>
        Places().Select(place => place.Layer).OfType<Activation>().Select(layer => layer with { Name = null }).Distinct().Take(2).ToArray() is [var only] ? only : null;

    /// <summary>How the weights of <paramref name="layer"/> start.</summary>
    public Initialization InitOf(WeightedLayer layer) => layer.Init ?? Init;

    /// <summary>How the biases of <paramref name="layer"/> start.</summary>
    public Initialization BiasInitOf(WeightedLayer layer) =>
        layer.BiasInit ?? BiasInit ?? (InitOf(layer) is var init and (TorchDefault or Critical) ? init : new Zeros());

    /// <summary>
    /// The layers in order with repetitions written out, each with its name and shapes. Where a layer cannot take what comes in, its
    /// place has no output and is the last.
    /// </summary>
    /// <remarks>
    /// A layer without a name of its own gets its kind and a number that counts the kind over the whole network: linear1, sigmoid1,
    /// linear2.
    /// </remarks>
    public IEnumerable<LayerPlace> Places()
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var shape = Input;
        foreach (var layer in Expand(Layers))
        {
            var number = numbers[layer.Kind] = numbers.GetValueOrDefault(layer.Kind) + 1;
            var output = layer.OutputShape(shape);
            yield return new LayerPlace(layer.Name ?? $"{layer.Kind}{number}", layer, shape, output);
            if (output is null) yield break;
            shape = output;
        }
    }

    static IEnumerable<Layer> Expand(ValueList<Layer> layers)
    {
        foreach (var layer in layers)
        {
            if (layer is not Repeat repeat)
            {
                yield return layer;
                continue;
            }

            for (var time = 0; time < repeat.Times; time++)
                foreach (var inner in Expand(repeat.Layers)) yield return inner;
        }
    }

    static long Count(ValueList<Layer> layers)
    {
        var count = 0L;
        foreach (var layer in layers)
        {
            count += layer is Repeat repeat ? repeat.Times * Count(repeat.Layers) : 1;
            if (count > MostLayers) return MostLayers + 1;
        }

        return count;
    }
}
