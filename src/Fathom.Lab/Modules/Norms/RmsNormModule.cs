using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>x / √(mean of x² + epsilon) over the last dimensions, times a learnt scale (Zhang &amp; Sennrich 2019).</summary>
sealed class RmsNormModule : nn.Module<Tensor, Tensor>
{
    readonly long[] _dimensions;
    readonly bool _affine;

    public RmsNormModule(long[] shape, double epsilon, bool affine)
        : base(nameof(RmsNormModule))
    {
        _dimensions = [.. Enumerable.Range(1, shape.Length).Select(dimension => -(long)dimension)];
        // As a tensor, because a Scalar made in every pass would wait for the garbage collector.
        register_buffer("epsilon", tensor((float)epsilon).DetachFromDisposeScope(), persistent: false);
        _affine = affine;
        if (affine) register_parameter("weight", new Parameter(ones(shape).DetachFromDisposeScope()));
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var scaled = input * ((input * input).mean(_dimensions, keepdim: true) + get_buffer("epsilon")!).rsqrt();
        return (_affine ? scaled * get_parameter("weight")! : scaled).MoveToOuterDisposeScope();
    }
}
