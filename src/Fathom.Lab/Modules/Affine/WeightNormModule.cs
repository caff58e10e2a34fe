using Fathom.Ledger;
using Fathom.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>A linear layer or convolution whose weights are g · v / |v| for each output (Salimans &amp; Kingma 2016).</summary>
sealed class WeightNormModule : nn.Module<Tensor, Tensor>, ILinkKind
{
    // PyTorch's names, so that weights can be exchanged.
    const string Length = "weight_g";
    const string Direction = "weight_v";
    const string Bias = "bias";

    readonly bool _hasBias;
    readonly long[] _perOutput;
    readonly Func<Tensor, Tensor, Tensor?, Tensor> _apply;

    /// <summary>A layer that starts with the given weights and bias, which it copies.</summary>
    public WeightNormModule(Tensor weight, Tensor? bias, Func<Tensor, Tensor, Tensor?, Tensor> apply)
        : base(nameof(WeightNormModule))
    {
        _apply = apply;
        _perOutput = [.. Enumerable.Range(1, (int)weight.dim() - 1).Select(dimension => (long)dimension)];
        _hasBias = bias is not null;
        using var scope = NewDisposeScope();
        using var without = no_grad();
        var length = LengthOf(weight);
        // Weights of length zero have no direction: any serves, for g is zero, and learning begins with g.
        Learn(Length, length);
        Learn(Direction, where(length.eq(0), ones_like(weight), weight));
        if (bias is not null) Learn(Bias, bias);
    }

    public LinkKind LinkKind => LinkKind.Weight;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var direction = get_parameter(Direction)!;
        var weight = direction * (get_parameter(Length)! / LengthOf(direction));
        return _apply(input, weight, _hasBias ? get_parameter(Bias) : null).MoveToOuterDisposeScope();
    }

    void Learn(string name, Tensor start) => register_parameter(name, new Parameter(start.detach().clone().DetachFromDisposeScope()));

    Tensor LengthOf(Tensor weight) => (weight * weight).sum(_perOutput, keepdim: true).sqrt();
}
