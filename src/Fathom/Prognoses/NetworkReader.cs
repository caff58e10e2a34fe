using Fathom.Ledger;
using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>Translates a recipe's layers into stages of theory. A new layer is entered in <see cref="StagesOf"/>, and nowhere else.</summary>
/// <param name="network">The network.</param>
/// <param name="batch">How many samples a batch-norm sees at once.</param>
sealed class NetworkReader(Network network, int batch)
{
    readonly FunctionReader _functions = new();
    readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);
    readonly Lazy<IReadOnlyList<LayerPlace>> _all = new(() => [.. network.AllPlaces()]);
    readonly Lazy<HashSet<string>> _repeated = new(() => [.. network.AllPlaces().Where(place => place.IsAgain).Select(place => place.Name)]);

    public IReadOnlyList<Stage> Stages()
    {
        var stages = new List<Stage>();
        var weights = new WeightReader(network);
        var before = "";
        foreach (var place in network.Places().Where(place => place.Output is not null))
        {
            stages.AddRange(Numbered(place, weights, before));
            before = place.Name;
        }

        return stages;
    }

    /// <summary>The mathematics of an activation; null where theory does not cover it.</summary>
    public static ActivationFunction? FunctionOf(Activation layer) => FunctionReader.Of(layer);

    /// <summary>How many layers of a type the network has, repetitions counted.</summary>
    public int CountOf<TLayer>()
        where TLayer : Layer =>
        _all.Value.Count(place => place.Layer is TLayer);

    /// <summary>The stages of the layers that a block holds, in order.</summary>
    public IReadOnlyList<Stage> Inside(LayerPlace block, WeightReader weights) =>
        [.. block.Inner.Where(place => place.Output is not null).SelectMany(place => Numbered(place, weights, block.Name))];

    /// <summary>One layer's stages without what stands around it.</summary>
    public IReadOnlyList<Stage> Alone(LayerPlace place, WeightReader weights) => Numbered(place, weights, before: "");

    public static double Count(ValueList<int> shape)
    {
        var count = 1.0;
        foreach (var size in shape) count *= size;
        return count;
    }

    // Shared parts stand several times under one name, and a measured ledger numbers their calls.
    IReadOnlyList<Stage> Numbered(LayerPlace place, WeightReader weights, string before)
    {
        var count = Count(place.Output!);
        var stages = StagesOf(place, weights, before);
        if (!IsShared(place.Name)) return [.. stages.Select(stage => double.IsNaN(stage.Count) ? stage with { Count = count } : stage)];
        var call = _calls[place.Name] = _calls.GetValueOrDefault(place.Name, -1) + 1;
        return
        [
            .. stages.Select(stage => stage with
            {
                Name = stage is SkipStage or ConcatStage or HighwayStage ? stage.Name : $"{stage.Name}[{call}]",
                Count = count,
                Doubt = stage.Doubt ?? (stage.Learns ? "its weights stand at several places, where theory takes them to be independent" : null),
            }),
        ];
    }

    bool IsShared(string name) => network.Parts.Count > 0 && _repeated.Value.Contains(name);

    IReadOnlyList<Stage> StagesOf(LayerPlace place, WeightReader weights, string before) => place.Layer switch
    {
        Linear layer => [weights.Of(place.Name, layer, place.Input[^1], layer.Units)],
        Convolution layer => [weights.Of(place.Name, layer, place.Input)],
        Maxout layer =>
        [
            weights.Of($"{place.Name}.linear", layer, place.Input[^1], layer.Units) with { Count = (double)layer.Units * layer.Pieces },
            new MaxoutStage($"{place.Name}.greatest", layer.Pieces),
        ],
        Activation layer => [_functions.StageOf(place, layer)],
        Normalization layer => [NormReader.StageOf(place, layer, batch)],
        RandomDrop layer => [DropoutOf(place, layer)],
        Pool or GlobalPool => [PoolReader.StageOf(place)],
        Block => new BlockReader(this, weights).StagesOf(place),
        TransformerBlock layer => new TransformerReader(weights).StagesOf(place, layer),
        RecurrentLayer layer => new RecurrentReader(network).StagesOf(place, layer, before),
        Embedding layer => [EmbeddingOf(place.Name, layer)],
        PositionalEncoding => [new EncodingStage(place.Name)],
        MeanOverTime => [new AverageStage(place.Name, place.Input[0], LinkKind.Other)],
        // Reading a part of the numbers changes no number's size, and the gradient of the others is zero.
        LastStep or Flatten or Reshape => [new ScaleStage(place.Name, 1)],
        _ => [new UnknownStage(place.Name, LinkKind.Other)],
    };

    static Stage DropoutOf(LayerPlace place, RandomDrop layer) => layer switch
    {
        Dropout => new DropoutStage(place.Name, 1 - layer.Probability, Count(place.Output!)),
        // A channel falls as a whole, so that there are as many chances as channels.
        ChannelDropout => new DropoutStage(place.Name, 1 - layer.Probability, place.Input[0]),
        AlphaDropout => new AlphaDropoutStage(place.Name, 1 - layer.Probability),
        _ => new UnknownStage(place.Name, LinkKind.Dropout),
    };

    static Stage EmbeddingOf(string name, Embedding layer) =>
        WeightLaw.Of(layer.Init ?? new Normal { Deviation = 1 }, 1, layer.Width) is { Doubt: null } law
            ? new EmbeddingStage(name, layer.Vocabulary, law)
            : new UnknownStage(name, LinkKind.Weight);
}
