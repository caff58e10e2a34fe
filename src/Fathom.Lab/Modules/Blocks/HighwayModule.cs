using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>T · H + (1 - T) · x (Srivastava 2015), every piece a module, so that probes see each way.</summary>
sealed class HighwayModule : nn.Module<Tensor, Tensor>
{
    readonly Fork _fork = new("branch", "gate", "carry");
    readonly MixModule _mix = new();
    readonly TorchSharp.Modules.Sigmoid _opening = nn.Sigmoid();
    readonly nn.Module<Tensor, Tensor>[] _branch;
    readonly nn.Module<Tensor, Tensor> _gate;

    public HighwayModule(IEnumerable<Child> branch, nn.Module<Tensor, Tensor> gate)
        : base(nameof(HighwayModule))
    {
        var children = branch.ToArray();
        register_module("fork", _fork);
        foreach (var child in children.Where(child => !child.IsElsewhere)) register_module(child.Name, child.Module);
        register_module("gate", gate);
        register_module("opening", _opening);
        register_module("mix", _mix);
        _branch = [.. children.Select(child => child.Module)];
        _gate = gate;
    }

    public override Tensor forward(Tensor input)
    {
        var ways = _fork.call(input);
        return _mix.call(Chain.Call(_branch, ways[0]), _opening.call(_gate.call(ways[1])), ways[2]);
    }
}
