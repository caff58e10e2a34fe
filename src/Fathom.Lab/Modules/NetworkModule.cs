using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Lab.Modules;

/// <summary>The live network of a recipe: its layers one after another, each under its own name.</summary>
public sealed class NetworkModule : Module<Tensor, Tensor>
{
    readonly Module<Tensor, Tensor>[] _layers;

    internal NetworkModule(IEnumerable<(string Name, Module<Tensor, Tensor> Module)> layers)
        : base("network")
    {
        var made = new List<Module<Tensor, Tensor>>();
        foreach (var (name, module) in layers)
        {
            register_module(name, module);
            made.Add(module);
        }

        _layers = [.. made];
        // A caller's dispose scope must not end the life of the weights.
        foreach (var parameter in parameters()) parameter.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var signal = input;
        foreach (var layer in _layers) signal = layer.call(signal);
        return signal;
    }
}
