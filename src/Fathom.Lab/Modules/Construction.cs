using Fathom.Lab.Modules.Attention;
using Fathom.Lab.Modules.Recurrent;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes the modules of one network; what its layers' builders share.</summary>
sealed class Construction(Network network, WeightFiller filler)
{
    /// <summary>The module of the layer at <paramref name="place"/>, with its first weights.</summary>
    public nn.Module<Tensor, Tensor> Make(LayerPlace place) => place.Layer switch
    {
        Linear layer => LinearBuilder.Make(layer, place, this),
        Activation layer => ActivationBuilder.Make(layer),
        RecurrentLayer layer => RecurrentBuilder.Make(layer, place, network, filler),
        LastStep => new LastStepSelection(),
        MeanOverTime => new TimeMean(),
        TransformerBlock layer => AttentionBuilder.Make(layer, place, network, filler),
        PositionalEncoding => new SinusoidalEncoding(place.Input[0], place.Input[1]),
        var other => throw new NotSupportedException($"No module is known for the layer {other.Kind}."),
    };

    /// <summary>Fills a layer's weights and, where it has one, its bias as the recipe says.</summary>
    public void Fill(WeightedLayer layer, Tensor weights, Tensor? bias, Fans fans)
    {
        filler.Fill(weights, network.InitOf(layer), fans);
        if (bias is not null) filler.Fill(bias, network.BiasInitOf(layer), fans);
    }
}
