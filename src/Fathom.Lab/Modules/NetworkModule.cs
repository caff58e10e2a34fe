using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Lab.Modules;

/// <summary>The live network of a recipe: its layers one after another, each under its own name.</summary>
public sealed class NetworkModule : Module<Tensor, Tensor>
{
    readonly Module<Tensor, Tensor>[] _layers;

    internal NetworkModule(IEnumerable<Child> layers)
        : base("network")
    {
        var made = new List<Module<Tensor, Tensor>>();
        foreach (var layer in layers)
        {
            if (!layer.IsElsewhere) register_module(layer.Name, layer.Module);
            made.Add(layer.Module);
        }

        _layers = [.. made];
        // A caller's dispose scope must not end the life of the weights.
        foreach (var parameter in parameters()) parameter.DetachFromDisposeScope();
        foreach (var buffer in buffers()) buffer.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Chain.Call(_layers, input);
}
