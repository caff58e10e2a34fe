using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes blocks: layers whose input also goes around them.</summary>
static class BlockBuilder
{
    public static nn.Module<Tensor, Tensor> Make(LayerPlace place, Construction construction) => place.Layer switch
    {
        Residual block => ResidualBuilder.Make(block, place, construction),
        Highway block => Make(block, place, construction),
        Dense => new DenseModule(Children(place, construction)),
        var other => throw new NotSupportedException($"No module is known for the block {other.Kind}."),
    };

    static HighwayModule Make(Highway block, LayerPlace place, Construction construction)
    {
        var layer = block.GateLayer(place, construction.CountOf<Highway>())!;
        var gate = construction.Make(new LayerPlace($"{place.Name}.gate", layer, place.Input, place.Input));
        return new HighwayModule(Children(place, construction), gate);
    }

    static IEnumerable<Child> Children(LayerPlace place, Construction construction) =>
        place.Inner.Select(inner => new Child(inner.OwnName, construction.Make(inner), inner.IsAgain));
}
