using System.Reflection;
using Fathom.Ledger;
using TorchSharp;
using TorchSharp.Modules;

namespace Fathom.Torch.Probes;

/// <summary>What TorchSharp's modules multiply gradients by.</summary>
static class ModuleKinds
{
    static readonly HashSet<string> Slopes = new(StringComparer.Ordinal)
    {
        "CELU", "ELU", "GELU", "GLU", "Hardshrink", "Hardsigmoid", "Hardswish", "Hardtanh", "LeakyReLU", "LogSigmoid", "LogSoftmax",
        "Mish", "PReLU", "RReLU", "ReLU", "ReLU6", "SELU", "Sigmoid", "SiLU", "Softmax", "Softmax2d", "Softmin", "Softplus",
        "Softshrink", "Softsign", "Tanh", "Tanhshrink", "Threshold",
    };

    /// <summary>Which dimension holds the time steps that TorchSharp's RNN, LSTM or GRU takes; null for others, and where the module does not say.</summary>
    public static int? TimeDimensionOf(torch.nn.Module module) =>
        module is RNN or LSTM or GRU
        && module.GetType().GetField("_batch_first", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(module) is bool samplesFirst
            ? (samplesFirst ? 1 : 0)
            : null;

    /// <summary>True for TorchSharp's modules that take whole sequences, time before samples unless told otherwise.</summary>
    public static bool MayTakeTimeFirst(torch.nn.Module module) => module.GetType().Name is var type
        && (type is "RNN" or "LSTM" or "GRU" or "MultiheadAttention" || type.StartsWith("Transformer", StringComparison.Ordinal));

    /// <summary>
    /// The kind of a module, as it says itself or by its type's name; <see cref="LinkKind.Other"/> for types that Fathom does not know.
    /// </summary>
    public static LinkKind Of(torch.nn.Module module)
    {
        if (module is ILinkKind own) return own.LinkKind;
        var type = module.GetType().Name;
        if (Slopes.Contains(type)) return LinkKind.Slope;
        if (type.Contains("Dropout", StringComparison.Ordinal)) return LinkKind.Dropout;
        if (type.Contains("Norm", StringComparison.Ordinal)) return LinkKind.Norm;
        if (type.Contains("Pool", StringComparison.Ordinal)) return LinkKind.Pool;
        if (type is "RNN" or "LSTM" or "GRU" or "RNNCell" or "LSTMCell" or "GRUCell" or "RnnCell" or "LstmCell" or "GruCell") return LinkKind.Recurrent;
        return type is "Linear" or "Bilinear" or "Embedding" or "EmbeddingBag" || type.StartsWith("Conv", StringComparison.Ordinal)
            ? LinkKind.Weight
            : LinkKind.Other;
    }
}
