using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>skip(x) + scale · branch(x), every piece a module, so that probes see each way.</summary>
sealed class ResidualModule : nn.Module<Tensor, Tensor>
{
    readonly Fork _fork = new("branch", "skip");
    readonly Sum _sum = new();
    readonly nn.Module<Tensor, Tensor>[] _branch;
    readonly nn.Module<Tensor, Tensor>? _projection;

    public ResidualModule(IEnumerable<Child> branch, nn.Module<Tensor, Tensor>? projection, ScaleModule? scale)
        : base(nameof(ResidualModule))
    {
        var children = scale is null ? [.. branch] : branch.Append(new Child("scale", scale, IsElsewhere: false)).ToArray();
        register_module("fork", _fork);
        foreach (var child in children.Where(child => !child.IsElsewhere)) register_module(child.Name, child.Module);
        if (projection is not null) register_module("skip", projection);
        register_module("sum", _sum);
        _branch = [.. children.Select(child => child.Module)];
        _projection = projection;
    }

    public override Tensor forward(Tensor input)
    {
        var ways = _fork.call(input);
        var branch = Chain.Call(_branch, ways[0]);
        return _sum.call(branch, _projection is null ? ways[1] : _projection.call(ways[1]));
    }
}
