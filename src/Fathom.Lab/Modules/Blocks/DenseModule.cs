using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>The input's channels and behind them those of a branch (Huang 2017).</summary>
sealed class DenseModule : nn.Module<Tensor, Tensor>
{
    readonly Fork _fork = new("branch", "skip");
    readonly BehindModule _join = new();
    readonly nn.Module<Tensor, Tensor>[] _branch;

    public DenseModule(IEnumerable<Child> branch)
        : base(nameof(DenseModule))
    {
        var children = branch.ToArray();
        register_module("fork", _fork);
        foreach (var child in children.Where(child => !child.IsElsewhere)) register_module(child.Name, child.Module);
        register_module("join", _join);
        _branch = [.. children.Select(child => child.Module)];
    }

    public override Tensor forward(Tensor input)
    {
        var ways = _fork.call(input);
        return _join.call(Chain.Call(_branch, ways[0]), ways[1]);
    }
}
