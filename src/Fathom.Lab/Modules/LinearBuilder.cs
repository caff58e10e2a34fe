using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes linear layers.</summary>
static class LinearBuilder
{
    public static nn.Module<Tensor, Tensor> Make(Linear layer, LayerPlace place, Construction construction)
    {
        var module = nn.Linear(place.Input[^1], layer.Units, layer.Bias);
        construction.Fill(layer, module.weight!, module.bias, new Fans(place.Input[^1], layer.Units));
        return module;
    }
}
