using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Attention;

/// <summary>A transformer block: attention and a feed-forward pair, each a branch around which its input skips.</summary>
/// <remarks>
/// The sums are plain sums of what modules return, so that a ledger recognises the joins; for that the branches must outlive the
/// call, and so there is no dispose scope in here but the step's own.
/// </remarks>
sealed class AttentionBlock : nn.Module<Tensor, Tensor>
{
    readonly nn.Module<Tensor, Tensor> _attention, _norm1, _norm2, _inner, _activation, _outer;
    readonly nn.Module<Tensor, Tensor>? _dropout1, _dropout2;
    readonly bool _isPre;

    /// <summary>A block whose linear layers <paramref name="linear"/> makes.</summary>
    public AttentionBlock(TransformerBlock block, int features, Func<int, int, nn.Module<Tensor, Tensor>> linear)
        : base(nameof(AttentionBlock))
    {
        _isPre = block.Norm == NormPlacement.Pre;
        register_module("norm1", _norm1 = nn.LayerNorm(features));
        register_module("attention", _attention = new MultiHeadAttention(features, block.Heads, block.Causal, linear));
        if (block.Dropout > 0) register_module("dropout1", _dropout1 = nn.Dropout(block.Dropout));
        register_module("norm2", _norm2 = nn.LayerNorm(features));
        register_module("inner", _inner = linear(features, block.FeedForwardOf(features)));
        register_module("activation", _activation = Make(block.Activation));
        register_module("outer", _outer = linear(block.FeedForwardOf(features), features));
        if (block.Dropout > 0) register_module("dropout2", _dropout2 = nn.Dropout(block.Dropout));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (_isPre)
        {
            var attended = input + Attend(_norm1.call(input));
            return attended + Feed(_norm2.call(attended));
        }

        var normed = _norm1.call(input + Attend(input));
        return _norm2.call(normed + Feed(normed));
    }

    Tensor Attend(Tensor signal)
    {
        var attended = _attention.call(signal);
        return _dropout1 is null ? attended : _dropout1.call(attended);
    }

    Tensor Feed(Tensor signal)
    {
        var fed = _outer.call(_activation.call(_inner.call(signal)));
        return _dropout2 is null ? fed : _dropout2.call(fed);
    }

    static nn.Module<Tensor, Tensor> Make(FeedForwardActivation activation) => activation switch
    {
        FeedForwardActivation.Relu => nn.ReLU(),
        FeedForwardActivation.Gelu => nn.GELU(),
        FeedForwardActivation.Silu => nn.SiLU(),
        FeedForwardActivation.Tanh => nn.Tanh(),
        var other => throw new NotSupportedException($"No module is known for the activation {other}."),
    };
}
