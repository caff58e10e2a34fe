using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Guards;

/// <summary>Parameters that already have gradients.</summary>
static class Graded
{
    public static (string name, Parameter parameter) Of(string name, Tensor value, Tensor gradient)
    {
        var parameter = new Parameter(value);
        parameter.grad = gradient;
        return (name, parameter);
    }

    /// <summary>One parameter of zeros with these gradients, in 32 bits.</summary>
    public static (string name, Parameter parameter) Row(string name, params float[] gradient) =>
        Of(name, zeros(gradient.Length), tensor(gradient));

    public static float[] Gradient(this (string name, Parameter parameter) entry) => entry.parameter.grad!.data<float>().ToArray();
}
