namespace Fathom.Lab.Experiments.Cases;

/// <summary>Recurrent networks on the sequence tasks: those that forget before the answer is due, and those that remember.</summary>
static class Memories
{
    const string Cause = "recurrent-steps short-memory forget-gate recurrence activation-slopes weight-scale";
    const string Bengio = "Bengio, Simard and Frasconi 1994";
    const string Gates = "Hochreiter and Schmidhuber 1997; Tallec and Ollivier 2018";

    static ClinicCase Lstm30 { get; } = Adding(30, "lstm: 32, forget-bias: chrono(30)", "adam: { lr: 0.01 }").Healthy("lstm-chrono-adding-30", Gates);

    static ClinicCase Lstm60 { get; } = (Adding(60, "lstm: 48, forget-bias: chrono(60)", "adam: { lr: 0.01 }") with { Steps = 500 }).Healthy("lstm-chrono-adding-60", Gates);

    static ClinicCase Gru60 { get; } = (Adding(60, "gru: 48, forget-bias: chrono(60)", "adam: { lr: 0.01 }") with { Steps = 500 }).Healthy("gru-chrono-adding-60", Gates);

    static ClinicCase LstmOrder { get; } = Order(40, "lstm: 32, forget-bias: chrono(40)", "adam: { lr: 0.01 }").Healthy("lstm-chrono-order-40", Gates);

    static ClinicCase Irnn { get; } = (Adding(20, "rnn: 32, activation: relu, recurrent-init: identity", "adam: { lr: 0.003 }") with { Plan = ", clip-norm: 1", Steps = 400 }).Healthy("irnn-adding-20", "Le, Jaitly and Hinton 2015");

    static ClinicCase Copy { get; } = (Copying(2, "lstm: 64, forget-bias: 1", "adam: { lr: 0.01 }") with { Steps = 900 }).Healthy("lstm-copy-2", Gates);

    static ClinicCase Rows { get; } = RowsOf("lstm: 32, output: last").Healthy("lstm-rows", "Hochreiter and Schmidhuber 1997");

    public static IReadOnlyList<ClinicCase> List { get; } =
    [
        Ill(Adding(30, "rnn: 32", "adam: { lr: 0.003 }"), "rnn-adding-30", Bengio, Lstm30),
        Ill(Adding(60, "rnn: 48", "adam: { lr: 0.003 }"), "rnn-adding-60", Bengio, Lstm60),
        Ill(Adding(60, "rnn: 48", "sgd: { lr: 0.05 }"), "rnn-adding-60-sgd", Bengio, Lstm60),
        Ill(Adding(20, "rnn: 24, form: cells", "adam: { lr: 0.003 }") with { Steps = 150 }, "rnn-adding-20-cells", Bengio, Lstm30),
        Ill(Order(40, "rnn: 32", "adam: { lr: 0.003 }"), "rnn-order-40", Bengio, LstmOrder),
        Ill(Adding(60, "lstm: 48", "sgd: { lr: 0.05 }"), "lstm-default-adding-60-sgd", "gates half closed at the start", Lstm60),
        Ill(Adding(30, "lstm: 32, forget-bias: -2", "adam: { lr: 0.003 }"), "lstm-closed-adding-30", "forget gates that begin closed", Lstm30),
        Ill(Adding(60, "gru: 48, forget-bias: -3", "adam: { lr: 0.003 }"), "gru-closed-adding-60", "gates that begin closed", Gru60),
        Ill(Adding(30, "rnn: 32, recurrent-init: normal(0.02)", "adam: { lr: 0.003 }"), "rnn-small-recurrence-adding-30", "recurrent weights next to nothing", Lstm30),
        Ill(Adding(20, "rnn: 32, activation: relu, recurrent-init: identity(0.5)", "adam: { lr: 0.003 }"), "rnn-relu-identity-0.5-adding-20", "Le, Jaitly and Hinton 2015: the identity made smaller", Irnn),
        (RowsOf("lstm: 24, form: cells, output: last") with { Steps = 150 }).Healthy("lstm-rows-cells", "Hochreiter and Schmidhuber 1997"),
        Copy, Rows, Irnn, Gru60,
        RowsOf("gru: 32, output: last").Healthy("gru-rows", "Cho et al. 2014"),
        RowsOf("lstm: 24, bidirectional: true, output: last").Healthy("lstm-both-ways-rows", "Graves and Schmidhuber 2005"),
        RowsOf("lstm: 32", "mean-over-time").Healthy("lstm-rows-mean", "a mean over time shortens every way"),
        (RowsOf("rnn: 32", "mean-over-time") with { Steps = 400 }).Healthy("rnn-rows-mean", "a mean over time shortens every way"),
    ];

    static ClinicCase Ill(Draft draft, string name, string source, ClinicCase sister) =>
        draft.Ill(name, source, "short-memory vanishing-gradient", Cause, sister, "poor-initialization saturated-activation rank-collapse");

    static Draft Adding(int length, string layer, string optimizer) => new()
    {
        Input = FormattableString.Invariant($"{length}, 2"),
        Init = "torch-default",
        BiasInit = "torch-default",
        Data = FormattableString.Invariant($"source: adding-problem, length: {length}, samples: 4000"),
        Layers = $"{{ {layer}, output: last }}, {{ linear: 1 }}",
        Loss = "mse",
        Optimizer = optimizer,
        Steps = 400,
    };

    static Draft Order(int length, string layer, string optimizer) => new()
    {
        Input = FormattableString.Invariant($"{length}, 8"),
        Init = "torch-default",
        BiasInit = "torch-default",
        Data = FormattableString.Invariant($"source: temporal-order, length: {length}, samples: 4000"),
        Layers = $"{{ {layer}, output: last }}, {{ linear: 4 }}",
        Optimizer = optimizer,
        Steps = 400,
    };

    static Draft Copying(int delay, string layer, string optimizer) => new()
    {
        Input = FormattableString.Invariant($"{delay + 20}, 10"),
        Init = "torch-default",
        BiasInit = "torch-default",
        Data = FormattableString.Invariant($"source: copy-memory, delay: {delay}, samples: 2000"),
        Layers = $"{{ {layer} }}, {{ linear: 9 }}",
        Optimizer = optimizer,
        Steps = 300,
    };

    static Draft RowsOf(string layer, string ending = "") => new()
    {
        Input = "28, 28",
        Init = "torch-default",
        BiasInit = "torch-default",
        Layers = $"{{ {layer} }}, {(ending.Length == 0 ? "" : ending + ", ")}{{ linear: 10 }}",
        Optimizer = "adam: { lr: 0.005 }",
    };
}
