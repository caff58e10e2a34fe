using Fathom.Recipes;
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

    /// <summary>Remembers under which names weights wait for data; false where some of them are no parameter of their own.</summary>
    internal bool WaitFor(IReadOnlyList<(Tensor Weights, Lsuv Init)> unscaled)
    {
        // Weights that stand in two places have two names.
        Unscaled =
        [
            .. from waiting in unscaled
               from name in named_parameters().Where(entry => IsSame(entry.parameter, waiting.Weights)).Select(entry => entry.name).Take(1)
               select (name, waiting.Init),
        ];
        return Unscaled.Count == unscaled.Count;
    }

    static bool IsSame(Tensor left, Tensor right) => !left.IsInvalid && !right.IsInvalid && left.Handle == right.Handle;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Chain.Call(_layers, input);
}
