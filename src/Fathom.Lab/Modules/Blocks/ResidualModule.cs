using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>skip(x) + scale · branch(x), every piece a module, so that probes see each way.</summary>
sealed class ResidualModule : nn.Module<Tensor, Tensor>
{
    // Fields that are modules would be registered a second time, under their own names, whenever TorchSharp moves the block.
    readonly (Fork Fork, nn.Module<Tensor, Tensor>? Skip, Sum Sum) _own;
    readonly nn.Module<Tensor, Tensor>[] _branch;

    public ResidualModule(IEnumerable<Child> branch, nn.Module<Tensor, Tensor>? projection, ScaleModule? scale)
        : base(nameof(ResidualModule))
    {
        var children = scale is null ? [.. branch] : branch.Append(new Child("scale", scale, IsElsewhere: false)).ToArray();
        _branch = [.. children.Select(child => child.Module)];
        _own = (new Fork("branch", "skip"), projection, new Sum());
        register_module("fork", _own.Fork);
        foreach (var child in children.Where(child => !child.IsElsewhere)) register_module(child.Name, child.Module);
        if (projection is not null) register_module("skip", projection);
        register_module("sum", _own.Sum);
    }

    public override Tensor forward(Tensor input)
    {
        var ways = _own.Fork.call(input);
        var branch = Chain.Call(_branch, ways[0]);
        return _own.Sum.call(branch, _own.Skip is null ? ways[1] : _own.Skip.call(ways[1]));
    }
}
