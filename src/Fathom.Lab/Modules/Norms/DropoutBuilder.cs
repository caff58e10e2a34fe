using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes layers that drop numbers by chance.</summary>
static class DropoutBuilder
{
    public static nn.Module<Tensor, Tensor> Make(RandomDrop layer, LayerPlace place) => layer switch
    {
        Dropout => nn.Dropout(layer.Probability),
        AlphaDropout => nn.AlphaDropout(layer.Probability),
        ChannelDropout when place.Input.Count == 2 => nn.Dropout1d(layer.Probability),
        ChannelDropout => nn.Dropout2d(layer.Probability),
        var other => throw new NotSupportedException($"No module is known for the layer {other.Kind}."),
    };
}
