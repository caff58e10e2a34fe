using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes activations.</summary>
static class ActivationBuilder
{
    public static nn.Module<Tensor, Tensor> Make(Activation layer) => layer switch
    {
        Sigmoid => nn.Sigmoid(),
        Tanh => nn.Tanh(),
        Relu => nn.ReLU(),
        var other => throw new NotSupportedException($"No module is known for the activation {other.Kind}."),
    };
}
