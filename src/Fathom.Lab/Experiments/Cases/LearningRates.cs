using static Fathom.Lab.Experiments.Cases.Draft;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>Networks with nothing wrong but their learning rate, with each optimizer.</summary>
static class LearningRates
{
    const string Wild = "dead-units exploding-gradient non-finite oscillating-loss gradient-spike saturated-activation rank-collapse vanishing-gradient unused-parameter";

    static ClinicCase Sgd { get; } = Relu("sgd: { lr: 0.1 }").Healthy("rate-sgd", "the usual rate");

    static ClinicCase Momentum { get; } = Relu("sgd: { lr: 0.03, momentum: 0.9 }").Healthy("rate-momentum", "the usual rate");

    static ClinicCase Adam { get; } = Relu("adam: { lr: 0.001 }").Healthy("rate-adam", "the usual rate");

    static ClinicCase AdamW { get; } = Relu("adamw: { lr: 0.001 }").Healthy("rate-adamw", "the usual rate");

    static ClinicCase RmsProp { get; } = Relu("rmsprop: { lr: 0.001 }").Healthy("rate-rmsprop", "the usual rate");

    static ClinicCase Adagrad { get; } = Relu("adagrad: { lr: 0.02 }").Healthy("rate-adagrad", "the usual rate");

    static ClinicCase Tanh { get; } = (Stack(4, "tanh", "xavier-normal") with { Optimizer = "sgd: { lr: 0.1 }" }).Healthy("rate-tanh-sgd", "the usual rate");

    static ClinicCase Cnn { get; } = Image("sgd: { lr: 0.05, momentum: 0.9 }").Healthy("rate-cnn", "the usual rate");

    static ClinicCase Lstm { get; } = Rows("adam: { lr: 0.005 }").Healthy("rate-lstm", "the usual rate");

    static ClinicCase Transformer { get; } = Attention("adam: { lr: 0.002 }").Healthy("rate-transformer", "the usual rate");

    static ClinicCase Regression { get; } = Line("sgd: { lr: 0.05 }").Healthy("rate-linear-regression", "the usual rate");

    public static IReadOnlyList<ClinicCase> List { get; } =
    [
        High(Relu("sgd: { lr: 3 }"), "rate-sgd-3", Sgd),
        High(Relu("sgd: { lr: 100 }"), "rate-sgd-100", Sgd),
        High(Relu("sgd: { lr: 1, momentum: 0.9 }"), "rate-momentum-1", Momentum),
        High(Relu("adam: { lr: 0.1 }"), "rate-adam-0.1", Adam),
        High(Relu("adam: { lr: 3 }"), "rate-adam-3", Adam),
        High(Relu("adamw: { lr: 0.3 }"), "rate-adamw-0.3", AdamW),
        High(Relu("rmsprop: { lr: 0.1 }"), "rate-rmsprop-0.1", RmsProp),
        High(Relu("adagrad: { lr: 1 }"), "rate-adagrad-1", Adagrad),
        High(Stack(4, "tanh", "xavier-normal") with { Optimizer = "sgd: { lr: 20 }" }, "rate-tanh-20", Tanh),
        High(Image("sgd: { lr: 1, momentum: 0.9 }"), "rate-cnn-1", Cnn),
        High(Rows("adam: { lr: 0.5 }"), "rate-lstm-0.5", Lstm),
        High(Attention("adam: { lr: 0.1 }"), "rate-transformer-0.1", Transformer),
        High(Line("sgd: { lr: 3 }"), "rate-linear-regression-3", Regression),
        Low(Relu("sgd: { lr: 0.00001 }"), "rate-sgd-1e-5", Sgd),
        Low(Relu("sgd: { lr: 0.000001, momentum: 0.9 }"), "rate-momentum-1e-6", Momentum),
        Low(Relu("adam: { lr: 0.0000001 }"), "rate-adam-1e-7", Adam),
        Low(Relu("adamw: { lr: 0.0000001 }"), "rate-adamw-1e-7", AdamW),
        Low(Relu("rmsprop: { lr: 0.0000001 }"), "rate-rmsprop-1e-7", RmsProp),
        Low(Relu("adagrad: { lr: 0.0000001 }"), "rate-adagrad-1e-7", Adagrad),
        Low(Image("sgd: { lr: 0.00001 }"), "rate-cnn-1e-5", Cnn),
        Low(Rows("adam: { lr: 0.000001 }"), "rate-lstm-1e-6", Lstm),
        Low(Line("sgd: { lr: 0.000001 }"), "rate-linear-regression-1e-6", Regression),
    ];

    static ClinicCase High(Draft draft, string name, ClinicCase sister) => draft.Ill(
        name, "a rate ten to a thousand times too high", "learning-rate-too-high", "learning-rate learning-rate-too-high", sister, Wild);

    static ClinicCase Low(Draft draft, string name, ClinicCase sister) => draft.Ill(
        name, "a rate thousands of times too low", "learning-rate-too-low", "learning-rate learning-rate-too-low", sister, "lost-updates");

    static Draft Relu(string optimizer) => Stack(4, "relu") with { Optimizer = optimizer };

    static Draft Image(string optimizer) => new()
    {
        Input = "1, 28, 28",
        Layers = "{ conv2d: 8, stride: 2, padding: same }, relu, { conv2d: 16, stride: 2, padding: same }, relu, flatten, { linear: 10 }",
        Optimizer = optimizer,
    };

    static Draft Rows(string optimizer) => new()
    {
        Input = "28, 28",
        Init = "torch-default",
        BiasInit = "torch-default",
        Layers = "{ lstm: 32, output: last }, { linear: 10 }",
        Optimizer = optimizer,
    };

    static Draft Attention(string optimizer) => new()
    {
        Input = "28, 28",
        Init = "xavier-uniform",
        Layers = "{ linear: 32 }, positional-encoding, { repeat: 2, layers: [ { transformer-block: 4 } ] }, layer-norm, mean-over-time, { linear: 10 }",
        Optimizer = optimizer,
        Steps = 150,
    };

    static Draft Line(string optimizer) => new()
    {
        Input = "10",
        Data = "source: clouds, samples: 1000, prepare: standardise",
        Layers = "{ linear: 1 }",
        Loss = "mse",
        Optimizer = optimizer,
        Arrange = Arrangements.LinearTargets(),
    };
}
