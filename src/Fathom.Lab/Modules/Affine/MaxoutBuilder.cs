using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes maxout layers.</summary>
static class MaxoutBuilder
{
    public static nn.Module<Tensor, Tensor> Make(Maxout layer, LayerPlace place, Construction construction)
    {
        var inputs = place.Input[^1];
        var linear = nn.Linear(inputs, (long)layer.Units * layer.Pieces, layer.Bias);
        // Of the pieces only the greatest is heard, so an input flows on into as many numbers as there are units.
        construction.Fill(layer, linear.weight!, linear.bias, new Fans(inputs, layer.Units));
        return new MaxoutModule(linear, new GreatestModule(layer.Units, layer.Pieces));
    }
}
