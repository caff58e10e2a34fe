using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes layers that only lay numbers out otherwise.</summary>
static class ShapeBuilder
{
    public static nn.Module<Tensor, Tensor> Make(LayerPlace place) => place.Layer switch
    {
        Flatten => nn.Flatten(),
        Reshape layer => new ReshapeModule([.. layer.Shape.Select(size => (long)size)]),
        var other => throw new NotSupportedException($"No module is known for the layer {other.Kind}."),
    };
}
