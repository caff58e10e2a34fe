using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>
/// Mean 0 and variance 1 over each group of a sample's channels (Wu &amp; He 2018). TorchSharp's own module refuses flat samples, and
/// computes with other weights than it registers once it was moved to another type.
/// </summary>
sealed class GroupNormModule : nn.Module<Tensor, Tensor>
{
    readonly long _groups;
    readonly bool _affine;

    public GroupNormModule(long groups, long channels, double epsilon, bool affine)
        : base(nameof(GroupNormModule))
    {
        (_groups, _affine) = (groups, affine);
        // As a tensor, because a Scalar made in every pass would wait for the garbage collector.
        register_buffer("epsilon", tensor((float)epsilon).DetachFromDisposeScope(), persistent: false);
        if (!affine) return;
        register_parameter("weight", new Parameter(ones(channels).DetachFromDisposeScope()));
        register_parameter("bias", new Parameter(zeros(channels).DetachFromDisposeScope()));
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var grouped = input.reshape(input.shape[0], _groups, -1);
        var centred = grouped - grouped.mean([2], keepdim: true);
        var variance = (centred * centred).mean([2], keepdim: true);
        var normed = (centred * (variance + get_buffer("epsilon")!).rsqrt()).reshape(input.shape);
        return (_affine ? (normed * PerChannel("weight", input)) + PerChannel("bias", input) : normed).MoveToOuterDisposeScope();
    }

    Tensor PerChannel(string name, Tensor input)
    {
        var shape = new long[input.dim()];
        Array.Fill(shape, 1);
        shape[1] = -1;
        return get_parameter(name)!.reshape(shape);
    }
}
