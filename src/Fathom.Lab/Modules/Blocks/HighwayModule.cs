using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>T · H + (1 - T) · x (Srivastava 2015), every piece a module, so that probes see each way.</summary>
sealed class HighwayModule : nn.Module<Tensor, Tensor>
{
    // Fields that are modules would be registered a second time, under their own names, whenever TorchSharp moves the block.
    readonly (Fork Fork, nn.Module<Tensor, Tensor> Gate, nn.Module<Tensor, Tensor> Opening, MixModule Mix) _own;
    readonly nn.Module<Tensor, Tensor>[] _branch;

    public HighwayModule(IEnumerable<Child> branch, nn.Module<Tensor, Tensor> gate)
        : base(nameof(HighwayModule))
    {
        var children = branch.ToArray();
        _branch = [.. children.Select(child => child.Module)];
        _own = (new Fork("branch", "gate", "carry"), gate, nn.Sigmoid(), new MixModule());
        register_module("fork", _own.Fork);
        foreach (var child in children.Where(child => !child.IsElsewhere)) register_module(child.Name, child.Module);
        register_module("gate", gate);
        register_module("opening", _own.Opening);
        register_module("mix", _own.Mix);
    }

    public override Tensor forward(Tensor input)
    {
        var ways = _own.Fork.call(input);
        var branch = Chain.Call(_branch, ways[0]);
        return _own.Mix.call(branch, _own.Opening.call(_own.Gate.call(ways[1])), ways[2]);
    }
}
