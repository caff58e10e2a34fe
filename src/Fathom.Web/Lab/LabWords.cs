namespace Fathom.Web.Lab;

/// <summary>What each control of the Lab offers. A code once published keeps its meaning, for URLs hold it.</summary>
public static class LabWords
{
    /// <summary>Data sets; all are made from the seed, so that nothing has to be downloaded.</summary>
    public static IReadOnlyList<LabWord> Data { get; } =
    [
        new("circles", "Two circles"),
        new("spirals", "Three spirals"),
        new("blobs", "Three clouds in the plane"),
        new("clouds", "Table of 10 numbers"),
        new("units", "Table in unlike units"),
        new("digits", "Drawn digits, 28 × 28"),
        new("adding", "Sequence: add two numbers"),
        new("order", "Sequence: order of two signs"),
        new("parity", "Sequence: even or odd"),
    ];

    /// <summary>Activations.</summary>
    public static IReadOnlyList<LabWord> Activations { get; } =
    [
        new("none", "none (linear)"),
        new("sigmoid", "sigmoid"),
        new("tanh", "tanh"),
        new("relu", "ReLU"),
        new("leaky-relu", "leaky ReLU (0.2)"),
        new("elu", "ELU"),
        new("selu", "SELU"),
        new("gelu", "GELU"),
        new("silu", "SiLU"),
        new("softsign", "softsign"),
    ];

    /// <summary>How weights start.</summary>
    public static IReadOnlyList<LabWord> Inits { get; } =
    [
        new("torch-default", "torch's default"),
        new("xavier-normal", "Xavier (Glorot)"),
        new("he-normal", "He"),
        new("lecun-normal", "LeCun"),
        new("orthogonal", "orthogonal"),
        new("critical", "critical for the activation"),
        new("lsuv", "LSUV (scaled by data)"),
        new("normal", "normal, deviation 0.1 × gain"),
        new("identity", "identity × gain"),
    ];

    /// <summary>Normalisations before each activation.</summary>
    public static IReadOnlyList<LabWord> Norms { get; } =
    [
        new("none", "none"),
        new("batch-norm", "batch-norm"),
        new("layer-norm", "layer-norm"),
        new("rms-norm", "RMS-norm"),
    ];

    /// <summary>Ways around layers.</summary>
    public static IReadOnlyList<LabWord> Skips { get; } =
    [
        new("none", "none"),
        new("residual", "residual: x + f(x)"),
        new("scaled", "residual, branches over √L"),
        new("rezero", "ReZero: branches start at 0"),
        new("highway", "highway gates"),
    ];

    /// <summary>Recurrent cells.</summary>
    public static IReadOnlyList<LabWord> Cells { get; } =
    [
        new("rnn", "plain tanh"),
        new("rnn-relu", "plain ReLU"),
        new("gru", "GRU"),
        new("lstm", "LSTM"),
    ];

    /// <summary>How the weights from state to state start.</summary>
    public static IReadOnlyList<LabWord> RecurrentStarts { get; } =
    [
        new("same", "like the other weights"),
        new("orthogonal", "orthogonal"),
        new("identity", "identity"),
        new("large", "normal, too large (σ = 2/√width)"),
    ];

    /// <summary>How the bias of the gate that keeps the state starts.</summary>
    public static IReadOnlyList<LabWord> ForgetBiases { get; } =
    [
        new("default", "torch's default (about 0)"),
        new("1", "1: keeps 0.73 a step"),
        new("2", "2: keeps 0.88 a step"),
        new("4", "4: keeps 0.98 a step"),
        new("chrono", "chrono: open for the whole length"),
    ];

    /// <summary>What turns gradients into updates.</summary>
    public static IReadOnlyList<LabWord> Optimizers { get; } =
    [
        new("sgd", "SGD"),
        new("momentum", "SGD, momentum 0.9"),
        new("adam", "Adam"),
        new("adamw", "AdamW"),
        new("rmsprop", "RMSProp"),
        new("adagrad", "Adagrad"),
    ];

    /// <summary>How numbers are stored.</summary>
    public static IReadOnlyList<LabWord> Precisions { get; } =
    [
        new("float32", "float32"),
        new("float64", "float64"),
        new("bfloat16", "bfloat16"),
        new("bfloat16-copies", "bfloat16, float32 copies"),
        new("float16", "float16"),
        new("float16-scaled", "float16, scaled loss"),
    ];

    /// <summary>The label of <paramref name="code"/>; the code itself where the table has none.</summary>
    public static string LabelOf(IReadOnlyList<LabWord> table, string code) => Find(table, code)?.Label ?? code;

    /// <summary>The word of <paramref name="code"/>, in any case of letters; null where there is none.</summary>
    public static LabWord? Find(IReadOnlyList<LabWord> table, string code)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.FirstOrDefault(word => word.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
    }

    internal static string Known(IReadOnlyList<LabWord> table, string code, string name) =>
        Find(table, code)?.Code ?? throw new ArgumentOutOfRangeException(name, code, $"{name} must be one of {string.Join(", ", table.Select(word => word.Code))}, but was {code}.");
}
