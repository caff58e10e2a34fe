using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Attention;

/// <summary>Each time step asks all others, in several heads side by side: softmax(Q Kᵀ / √d) V, then a linear layer.</summary>
/// <remarks>Vaswani et al. (2017), Attention is all you need, section 3.2.</remarks>
sealed class MultiHeadAttention : nn.Module<Tensor, Tensor>
{
    readonly nn.Module<Tensor, Tensor> _query, _key, _value, _output, _softmax;
    readonly int _heads;
    readonly bool _causal;
    readonly TorchSharp.Scalar _scale;
    readonly TorchSharp.Scalar _hidden = double.NegativeInfinity;

    /// <summary>Attention over <paramref name="features"/> features that the heads share evenly.</summary>
    public MultiHeadAttention(int features, int heads, bool causal, Func<int, int, nn.Module<Tensor, Tensor>> linear)
        : base(nameof(MultiHeadAttention))
    {
        _heads = heads;
        _causal = causal;
        _scale = 1 / Math.Sqrt((double)features / heads);
        register_module("query", _query = linear(features, features));
        register_module("key", _key = linear(features, features));
        register_module("value", _value = linear(features, features));
        register_module("softmax", _softmax = nn.Softmax(-1));
        register_module("output", _output = linear(features, features));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var (query, key, value) = (Split(_query.call(input)), Split(_key.call(input)), Split(_value.call(input)));
        var scores = query.matmul(key.transpose(-2, -1)).mul(_scale);
        var weights = _softmax.call(_causal ? scores.masked_fill(Future(scores), _hidden) : scores);
        return _output.call(weights.matmul(value).transpose(1, 2).reshape(input.shape));
    }

    /// <summary>[batch, time, features] to [batch, heads, time, features of a head].</summary>
    Tensor Split(Tensor signal) =>
        signal.reshape(signal.shape[0], signal.shape[1], _heads, signal.shape[2] / _heads).transpose(1, 2);

    /// <summary>True where a time step (row) would look at a later one (column).</summary>
    static Tensor Future(Tensor scores) =>
        ones(scores.shape[^2], scores.shape[^1], dtype: ScalarType.Bool, device: scores.device).triu(1);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _scale.Dispose();
            _hidden.Dispose();
        }

        base.Dispose(disposing);
    }
}
