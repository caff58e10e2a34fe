using static Fathom.Lab.Experiments.Cases.Draft;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>Inputs in a unit that the network was not made for.</summary>
static class InputScales
{
    const string Cause = "input-scale unscaled-input";

    static ClinicCase Relu { get; } = Stack(3, "relu", rate: 0.01).Healthy("inputs-relu", "features from 0 to 1");

    static ClinicCase Tanh { get; } = Stack(3, "tanh", "xavier-normal").Healthy("inputs-tanh", "features from 0 to 1");

    static ClinicCase Standard { get; } = (Stack(3, "relu", rate: 0.01) with { Data = "source: digits, samples: 1500, prepare: standardise" }).Healthy("inputs-standardised", "LeCun et al. 1998: mean 0 and variance 1");

    static ClinicCase Table { get; } = Columns("prepare: standardise").Healthy("inputs-table-standardised", "LeCun et al. 1998: mean 0 and variance 1");

    static ClinicCase Cnn { get; } = Image(1).Healthy("inputs-cnn", "features from 0 to 1");

    static ClinicCase Transformer { get; } = Sequence(1).Healthy("inputs-lstm", "features from 0 to 1");

    public static IReadOnlyList<ClinicCase> List { get; } =
    [
        Ill(Scaled("relu", "he-normal", 255, 0), "inputs-255-relu", "LeCun et al. 1998: bytes as they come", Relu),
        Ill(Scaled("relu", "he-normal", 1000, 0), "inputs-1000-relu", "LeCun et al. 1998: a wrong unit", Relu),
        Ill(Scaled("relu", "he-normal", 1000, 0) with { Optimizer = "adam: { lr: 0.001 }" }, "inputs-1000-adam", "LeCun et al. 1998: a wrong unit", Relu),
        Ill(Scaled("tanh", "xavier-normal", 1000, 0), "inputs-1000-tanh", "LeCun et al. 1998: a wrong unit", Tanh),
        Ill(Scaled("sigmoid", "xavier-normal", 1000, 0), "inputs-1000-sigmoid", "LeCun et al. 1998: a wrong unit", Tanh),
        Ill(Scaled("relu", "he-normal", 0.001, 0), "inputs-0.001-relu", "a wrong unit", Relu, "rank-collapse vanishing-gradient learning-rate-too-low"),
        Ill(Scaled("tanh", "xavier-normal", 0.001, 0), "inputs-0.001-tanh", "a wrong unit", Tanh, "rank-collapse vanishing-gradient learning-rate-too-low"),
        Ill(Scaled("relu", "he-normal", 1, 100), "inputs-shifted-100", "LeCun et al. 1998: a mean far from zero", Relu),
        Ill(Columns("spread: 10000"), "inputs-table-spread", "columns in units ten thousand times apart", Table),
        Ill(Image(1000), "inputs-1000-cnn", "LeCun et al. 1998: a wrong unit", Cnn),
        Ill(Sequence(1000), "inputs-1000-lstm", "LeCun et al. 1998: a wrong unit", Transformer),
        Standard,
    ];

    static ClinicCase Ill(Draft draft, string name, string source, ClinicCase sister, string allowed = "") => draft.Ill(
        name, source, "unscaled-input", Cause, sister, "saturated-activation vanishing-gradient learning-rate-too-high dead-units exploding-gradient gradient-spike oscillating-loss rank-collapse non-finite " + allowed);

    static Draft Scaled(string activation, string init, double factor, double shift) =>
        Stack(3, activation, init, activation == "relu" ? 0.01 : 0.02) with { Arrange = Arrangements.ShiftFeatures(factor, shift) };

    static Draft Columns(string option) => new()
    {
        Input = "10",
        Data = "source: clouds, samples: 1000, features: 10, classes: 5, noise: 0.7, " + (option.StartsWith("spread", StringComparison.Ordinal) ? option : "spread: 10000, " + option),
        Layers = "{ repeat: 2, layers: [ { linear: 32 }, relu ] }, { linear: 5 }",
        Optimizer = "sgd: { lr: 0.02, momentum: 0.9 }",
    };

    static Draft Image(double factor) => new()
    {
        Input = "1, 28, 28",
        Layers = "{ conv2d: 8, stride: 2, padding: same }, relu, { conv2d: 16, stride: 2, padding: same }, relu, flatten, { linear: 10 }",
        Optimizer = "sgd: { lr: 0.02, momentum: 0.9 }",
        Arrange = Arrangements.ShiftFeatures(factor, 0),
    };

    static Draft Sequence(double factor) => new()
    {
        Input = "28, 28",
        Init = "torch-default",
        Layers = "{ lstm: 32, output: last }, { linear: 10 }",
        Optimizer = "adam: { lr: 0.005 }",
        Arrange = Arrangements.ShiftFeatures(factor, 0),
    };
}
