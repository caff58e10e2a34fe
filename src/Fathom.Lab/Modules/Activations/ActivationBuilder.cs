using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes activations.</summary>
static class ActivationBuilder
{
    public static nn.Module<Tensor, Tensor> Make(Activation layer, LayerPlace place) => layer switch
    {
        Sigmoid => nn.Sigmoid(),
        Tanh => nn.Tanh(),
        HardTanh => new HardTanhModule(),
        Softsign => nn.Softsign(),
        Relu => nn.ReLU(),
        LeakyRelu leaky => nn.LeakyReLU(leaky.Slope),
        Prelu prelu => nn.PReLU(prelu.PerChannel ? place.Input[0] : 1, prelu.Slope),
        Elu elu => nn.ELU(elu.Alpha),
        Selu => nn.SELU(),
        Gelu gelu => nn.GELU(gelu.Approximate ? TorchSharp.Modules.GELU.Approximate.tanh : TorchSharp.Modules.GELU.Approximate.none),
        Silu => nn.SiLU(),
        Mish => nn.Mish(),
        Softplus => nn.Softplus(),
        HardSigmoid => nn.Hardsigmoid(),
        HardSwish => nn.Hardswish(),
        Exponential => new ExponentialModule(),
        Identity => new IdentityModule(),
        Softmax => nn.Softmax(SharesOver(place)),
        LogSoftmax => nn.LogSoftmax(SharesOver(place)),
        var other => throw new NotSupportedException($"No module is known for the activation {other.Kind}."),
    };

    /// <summary>The dimension that shares add up to 1 over, the batch being dimension 0: an image's channels, else the last.</summary>
    static int SharesOver(LayerPlace place) => place.Input.Count == 3 ? 1 : place.Input.Count;
}
