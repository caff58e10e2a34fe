using Fathom.Ledger;
using Fathom.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>A linear layer or convolution whose weights are g · v / |v| for each output (Salimans &amp; Kingma 2016).</summary>
sealed class WeightNormModule : nn.Module<Tensor, Tensor>, ILinkKind
{
    readonly Parameter _length;
    readonly Parameter _direction;
    readonly Parameter? _bias;
    readonly long[] _perOutput;
    readonly Func<Tensor, Tensor, Tensor?, Tensor> _apply;

    /// <summary>A layer that starts with the given weights and bias, which it copies.</summary>
    public WeightNormModule(Tensor weight, Tensor? bias, Func<Tensor, Tensor, Tensor?, Tensor> apply)
        : base(nameof(WeightNormModule))
    {
        _apply = apply;
        _perOutput = [.. Enumerable.Range(1, (int)weight.dim() - 1).Select(dimension => (long)dimension)];
        using (NewDisposeScope())
        using (no_grad())
        {
            var length = LengthOf(weight);
            // Weights of length zero have no direction: any serves, for g is zero, and learning begins with g.
            var direction = where(length.eq(0), ones_like(weight), weight);
            _length = new Parameter(length.clone().DetachFromDisposeScope());
            _direction = new Parameter(direction.clone().DetachFromDisposeScope());
            if (bias is not null) _bias = new Parameter(bias.detach().clone().DetachFromDisposeScope());
        }

        // PyTorch's names, so that weights can be exchanged.
        register_parameter("weight_g", _length);
        register_parameter("weight_v", _direction);
        if (_bias is not null) register_parameter("bias", _bias);
    }

    public LinkKind LinkKind => LinkKind.Weight;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var weight = _direction * (_length / LengthOf(_direction));
        return _apply(input, weight, _bias).MoveToOuterDisposeScope();
    }

    Tensor LengthOf(Tensor weight) => weight.square().sum(_perOutput, keepdim: true).sqrt();
}
