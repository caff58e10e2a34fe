using Fathom.Recipes;
using TorchSharp;
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

    /// <summary>The weights, by parameter name, that wait for data to be scaled by.</summary>
    internal IReadOnlyList<(string Parameter, Lsuv Init)> Unscaled { get; private set; } = [];

    /// <summary>This network, which remembers under which names <paramref name="unscaled"/> wait for data.</summary>
    internal NetworkModule WaitingFor(IReadOnlyList<(Tensor Weights, Lsuv Init)> unscaled)
    {
        // Names outlive what a change of precision replaces.
        Unscaled =
        [
            .. from parameter in named_parameters()
               from waiting in unscaled
               where ReferenceEquals(waiting.Weights, parameter.parameter) || waiting.Weights.Handle == parameter.parameter.Handle
               select (parameter.name, waiting.Init),
        ];
        return Unscaled.Count == unscaled.Count
            ? this
            : throw new NotSupportedException("Lsuv fills whole parameters only; a layer has weights of which it fills a part.");
    }

    /// <summary>Stores the weights in another precision; the parameters are other objects afterwards.</summary>
    internal void StoreAs(ScalarType type)
    {
        this.to(type);
        foreach (var parameter in parameters()) parameter.DetachFromDisposeScope();
        foreach (var buffer in buffers()) buffer.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Chain.Call(_layers, input);
}
