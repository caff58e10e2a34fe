using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>The input's channels and behind them those of a branch (Huang 2017).</summary>
sealed class DenseModule : nn.Module<Tensor, Tensor>
{
    // Fields that are modules would be registered a second time, under their own names, whenever TorchSharp moves the block.
    readonly (Fork Fork, BehindModule Join) _own = (new Fork("branch", "skip"), new BehindModule());
    readonly nn.Module<Tensor, Tensor>[] _branch;

    public DenseModule(IEnumerable<Child> branch)
        : base(nameof(DenseModule))
    {
        var children = branch.ToArray();
        _branch = [.. children.Select(child => child.Module)];
        register_module("fork", _own.Fork);
        foreach (var child in children.Where(child => !child.IsElsewhere)) register_module(child.Name, child.Module);
        register_module("join", _own.Join);
    }

    public override Tensor forward(Tensor input)
    {
        var ways = _own.Fork.call(input);
        return _own.Join.call(Chain.Call(_branch, ways[0]), ways[1]);
    }
}
