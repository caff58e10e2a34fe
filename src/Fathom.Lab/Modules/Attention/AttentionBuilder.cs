using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Attention;

/// <summary>Makes transformer blocks.</summary>
static class AttentionBuilder
{
    public static nn.Module<Tensor, Tensor> Make(TransformerBlock block, LayerPlace place, Network network, WeightFiller filler) =>
        new AttentionBlock(block, place.Input[1], (input, output) =>
        {
            var module = nn.Linear(input, output, block.Bias);
            var fans = new Fans(input, output);
            filler.Fill(module.weight!, network.InitOf(block), fans);
            if (module.bias is { } bias) filler.Fill(bias, network.BiasInitOf(block), fans);
            return module;
        });
}
