using Fathom.Lab.Modules.Attention;
using Fathom.Lab.Modules.Recurrent;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes the modules of one network; what its layers' builders share.</summary>
sealed class Construction(Network network, WeightFiller filler)
{
    readonly Dictionary<string, nn.Module<Tensor, Tensor>> _made = new(StringComparer.Ordinal);
    readonly Lazy<IReadOnlyList<LayerPlace>> _places = new(() => [.. network.AllPlaces()]);
    double _factor = 1;

    /// <summary>How many layers of a type the network has, repetitions counted.</summary>
    public int CountOf<TLayer>()
        where TLayer : Layer =>
        _places.Value.Count(place => place.Layer is TLayer);

    /// <summary>The module of the layer at <paramref name="place"/>, with its first weights; the earlier one where it stands there again.</summary>
    public nn.Module<Tensor, Tensor> Make(LayerPlace place) =>
        place.IsAgain ? _made[place.Name] : _made[place.Name] = MakeNew(place);

    /// <summary>As <see cref="Make"/>, with all first weights multiplied by <paramref name="factor"/>.</summary>
    public nn.Module<Tensor, Tensor> MakeScaled(LayerPlace place, double factor)
    {
        var around = _factor;
        _factor *= factor;
        var module = Make(place);
        _factor = around;
        return module;
    }

    /// <summary>Fills a layer's weights and, where it has one, its bias as the recipe says.</summary>
    public void Fill(WeightedLayer layer, Tensor weights, Tensor? bias, Fans fans)
    {
        Fill(weights, network.InitOf(layer), fans);
        if (bias is not null) Fill(bias, network.BiasInitOf(layer), fans);
    }

    /// <summary>Fills a tensor that no <see cref="WeightedLayer"/> owns.</summary>
    public void Fill(Tensor weights, Initialization init, Fans fans)
    {
        filler.Fill(weights, init, fans);
        if (_factor == 1) return;
        using var without = no_grad();
        using var factor = tensor(_factor);
        weights.mul_(factor);
    }

    nn.Module<Tensor, Tensor> MakeNew(LayerPlace place) => place.Layer switch
    {
        AffineLayer layer => AffineBuilder.Make(layer, place, this),
        Maxout layer => MaxoutBuilder.Make(layer, place, this),
        Embedding layer => EmbeddingBuilder.Make(layer, this),
        Activation layer => ActivationBuilder.Make(layer, place),
        Normalization layer => NormBuilder.Make(layer, place),
        RandomDrop layer => DropoutBuilder.Make(layer, place),
        Pool or GlobalPool => PoolBuilder.Make(place),
        Flatten or Reshape => ShapeBuilder.Make(place),
        Block => BlockBuilder.Make(place, this),
        RecurrentLayer layer => RecurrentBuilder.Make(layer, place, network, filler),
        LastStep => new LastStepSelection(),
        MeanOverTime => new TimeMean(),
        TransformerBlock layer => AttentionBuilder.Make(layer, place, network, filler),
        PositionalEncoding => new SinusoidalEncoding(place.Input[0], place.Input[1]),
        var other => throw new NotSupportedException($"No module is known for the layer {other.Kind}."),
    };
}
