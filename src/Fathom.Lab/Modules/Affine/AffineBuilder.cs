using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes linear layers and convolutions.</summary>
static class AffineBuilder
{
    public static nn.Module<Tensor, Tensor> Make(AffineLayer layer, LayerPlace place, Construction construction) => layer switch
    {
        Linear linear => Make(linear, place, construction),
        Conv1d conv => Make(conv, place, construction),
        Conv2d conv => Make(conv, place, construction),
        var other => throw new NotSupportedException($"No module is known for the layer {other.Kind}."),
    };

    static nn.Module<Tensor, Tensor> Make(Linear layer, LayerPlace place, Construction construction)
    {
        var inputs = place.Input[^1];
        var module = nn.Linear(inputs, layer.Units, layer.Bias);
        construction.Fill(layer, module.weight!, module.bias, new Fans(inputs, layer.Units));
        return Normed(layer, module, module.weight!, module.bias, nn.functional.linear);
    }

    static nn.Module<Tensor, Tensor> Make(Conv1d layer, LayerPlace place, Construction construction)
    {
        var module = nn.Conv1d(
            place.Input[0], layer.Channels, layer.Kernel, layer.Stride, layer.PaddingAround, layer.Dilation, groups: layer.Groups, bias: layer.Bias);
        construction.Fill(layer, module.weight!, module.bias, FansOf(layer, place));
        return Normed(layer, module, module.weight!, module.bias, (input, weight, bias) =>
            nn.functional.conv1d(input, weight, bias, layer.Stride, layer.PaddingAround, layer.Dilation, layer.Groups));
    }

    static nn.Module<Tensor, Tensor> Make(Conv2d layer, LayerPlace place, Construction construction)
    {
        var module = nn.Conv2d(
            place.Input[0], layer.Channels, layer.Kernel, layer.Stride, layer.PaddingAround, layer.Dilation, groups: layer.Groups, bias: layer.Bias);
        construction.Fill(layer, module.weight!, module.bias, FansOf(layer, place));
        long[] stride = [layer.Stride, layer.Stride], padding = [layer.PaddingAround, layer.PaddingAround], dilation = [layer.Dilation, layer.Dilation];
        return Normed(layer, module, module.weight!, module.bias, (input, weight, bias) =>
            nn.functional.conv2d(input, weight, bias, stride, padding, dilation, layer.Groups));
    }

    /// <summary>As PyTorch counts them: each output sees one group of the input's channels.</summary>
    static Fans FansOf(Convolution layer, LayerPlace place) =>
        new(place.Input[0] / layer.Groups * layer.Field, layer.Channels * layer.Field);

    static nn.Module<Tensor, Tensor> Normed(
        AffineLayer layer, nn.Module<Tensor, Tensor> plain, Tensor weight, Tensor? bias, Func<Tensor, Tensor, Tensor?, Tensor> apply)
    {
        if (!layer.WeightNorm) return plain;
        using (plain) return new WeightNormModule(weight, bias, apply);
    }
}
