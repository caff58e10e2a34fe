using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>branch(x) + s · x, with a learnt number s that starts at 0: at first exactly the branch.</summary>
/// <remarks>
/// ReZero (Bachlechner et al. 2020) multiplies the branch instead and begins as the identity: right for a new network, but it forgets what a
/// trained branch computes. Here the skip begins at nothing. At the first step only s learns by it; the gradient that goes around the branch
/// grows with s.
/// </remarks>
public sealed class ZeroSkip : nn.Module<Tensor, Tensor>
{
    // Fields that are modules would be registered a second time, under their own names, whenever TorchSharp moves the block.
    readonly (Fork Fork, nn.Module<Tensor, Tensor> Branch, LearntFactor Scale, Sum Sum) _own;

    /// <summary>A skip around <paramref name="branch"/>.</summary>
    /// <param name="branch">What is led around; it must keep the shape.</param>
    /// <param name="type">The type of s; the branch's first parameter's unless given, or float32.</param>
    public ZeroSkip(nn.Module<Tensor, Tensor> branch, ScalarType? type = null)
        : base(nameof(ZeroSkip))
    {
        ArgumentNullException.ThrowIfNull(branch);
        InPlaceModules.TurnOff(branch);
        var first = branch.parameters().FirstOrDefault();
        _own = (new Fork("branch", "skip"), branch, new LearntFactor(type ?? first?.dtype ?? ScalarType.Float32, first?.device ?? CPU), new Sum());
        register_module("fork", _own.Fork);
        register_module("branch", branch);
        register_module("scale", _own.Scale);
        register_module("sum", _own.Sum);
    }

    /// <summary>s, the share of the input that is added.</summary>
    public Parameter Share => _own.Scale.Factor;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var ways = _own.Fork.call(input);
        return _own.Sum.call(_own.Branch.call(ways[0]), _own.Scale.call(ways[1]));
    }
}
