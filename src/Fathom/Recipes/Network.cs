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

    /// <summary>Layers under names, which <see cref="Use"/> puts into their places; their names are unique.</summary>
    public ValueList<Part> Parts { get; init; } = [];

    /// <summary>The layers, in the order of the forward pass.</summary>
    public required ValueList<Layer> Layers { get; init; }

    /// <summary>
    /// How many layers there are, blocks and what they hold and repetitions counted; more than <see cref="MostLayers"/> where it is too many
    /// to count, or a part holds itself.
    /// </summary>
    public long LayerCount => new LayerCounter(this).Count();

    /// <summary>How many numbers the network learns; <see cref="long.MaxValue"/> where it is more than that.</summary>
    public long ParameterCount =>
        (long)UInt128.Min(AllPlaces().Aggregate(UInt128.Zero, (sum, place) => sum + (UInt128)place.ParameterCount), long.MaxValue);

    /// <summary>The network's activation without a name, where it has one kind with the same options throughout; null else.</summary>
    public Activation? OnlyActivation =>
        AllPlaces().Select(place => place.Layer).OfType<Activation>().Select(layer => layer with { Name = null }).Distinct().Take(2).ToArray() is [var only] ? only : null;

    /// <summary>How the weights of <paramref name="layer"/> start.</summary>
    public Initialization InitOf(WeightedLayer layer) => layer.Init ?? Init;

    /// <summary>How the biases of <paramref name="layer"/> start.</summary>
    public Initialization BiasInitOf(WeightedLayer layer) =>
        layer.BiasInit ?? BiasInit ?? (InitOf(layer) is var init and (TorchDefault or Critical) ? init : new Zeros());

    /// <summary>
    /// The layers in order with repetitions and parts written out, each with its name and shapes; a block is one place, which holds those of
    /// its layers. Where a layer cannot take what comes in, its place has no output and is the last.
    /// </summary>
    /// <remarks>
    /// A layer without a name of its own gets its kind and a number that counts the kind over the whole network: linear1, sigmoid1,
    /// linear2; inside a block the block's name stands before it: residual1.linear3.
    /// </remarks>
    public IEnumerable<LayerPlace> Places() => new Placement(this).Walk();

    /// <summary>The places of all layers, also of those inside blocks, a block before its layers.</summary>
    public IEnumerable<LayerPlace> AllPlaces() => Places().SelectMany(place => place.WithInner());
}
