using static Fathom.Lab.Experiments.Cases.Draft;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>Units whose slope is next to nothing, or nothing, for every sample.</summary>
static class SaturatedAndDead
{
    const string Saturated = "saturated-activation poor-initialization";
    const string Dead = "dead-units";

    static ClinicCase Tanh4 { get; } = Stack(4, "tanh", "xavier-normal").Healthy("tanh-4-xavier", "Glorot and Bengio 2010");

    static ClinicCase Relu4 { get; } = Stack(4, "relu").Healthy("relu-4-he", "He et al. 2015");

    static ClinicCase Cnn { get; } = Image("zeros").Healthy("cnn-2-zero-biases", "He et al. 2015");

    public static IReadOnlyList<ClinicCase> List { get; } =
    [
        Wide("tanh", "normal(1)", "tanh-4-wide-weights"),
        Wide("tanh", "normal(3)", "tanh-4-very-wide-weights"),
        Wide("sigmoid", "normal(3)", "sigmoid-4-wide-weights"),
        Wide("hard-tanh", "normal(1)", "hard-tanh-4-wide-weights"),
        Wide("hard-sigmoid", "normal(3)", "hard-sigmoid-4-wide-weights"),
        (Stack(3, "tanh", "xavier-normal") with { BiasInit = "constant(8)" }).Ill("tanh-3-large-biases", "biases far out on the flat", Saturated, "activation-slopes weight-scale poor-initialization saturated-activation", Tanh4, "rank-collapse vanishing-gradient dead-units"),
        (Stack(3, "sigmoid", "xavier-normal") with { BiasInit = "constant(-12)" }).Ill("sigmoid-3-large-biases", "biases far out on the flat", Saturated, "activation-slopes weight-scale poor-initialization saturated-activation", Tanh4, "rank-collapse vanishing-gradient dead-units"),
        Biased("constant(-1)", "relu-4-negative-biases"),
        Biased("constant(-5)", "relu-4-very-negative-biases"),
        Image("constant(-5)").Ill("cnn-2-negative-biases", "biases below what comes in", Dead + " poor-initialization", "dead-units poor-initialization activation-slopes", Cnn, "vanishing-gradient unused-parameter rank-collapse"),
        (Stack(4, "relu") with { Optimizer = "sgd: { lr: 1.5 }" }).Ill("relu-4-killed-by-rate", "Lu et al. 2020: a large step kills rectifiers", "dead-units learning-rate-too-high", "learning-rate learning-rate-too-high", Relu4, "rank-collapse vanishing-gradient unused-parameter exploding-gradient gradient-spike oscillating-loss non-finite"),
        (Stack(4, "relu") with { Optimizer = "adam: { lr: 0.3 }" }).Ill("relu-4-killed-by-adam", "Lu et al. 2020: a large step kills rectifiers", "dead-units learning-rate-too-high", "learning-rate learning-rate-too-high", Relu4, "rank-collapse vanishing-gradient unused-parameter exploding-gradient gradient-spike oscillating-loss"),
        (Stack(4, "relu") with { Layers = "{ repeat: 3, layers: [ { linear: 64 }, relu ] }, { linear: 10 }, relu", BiasInit = "constant(-4)" }).Ill("relu-everywhere-negative-biases", "rectifiers without an input, at the end too", Dead + " poor-initialization mismatched-output", "dead-units poor-initialization activation-slopes mismatched-output", Relu4, "vanishing-gradient unused-parameter rank-collapse mismatched-output"),
    ];

    static ClinicCase Wide(string activation, string init, string name) => Stack(4, activation, init).Ill(
        name, "weights far too wide for the activation", Saturated, "weight-scale poor-initialization initialization activation-slopes saturated-activation", Tanh4,
        "exploding-gradient vanishing-gradient dead-units oscillating-loss gradient-spike learning-rate-too-high");

    static ClinicCase Biased(string bias, string name) => (Stack(4, "relu") with { BiasInit = bias }).Ill(
        name, "biases below what comes in", Dead + " poor-initialization", "dead-units poor-initialization activation-slopes", Relu4, "vanishing-gradient unused-parameter rank-collapse");

    static Draft Image(string bias) => new()
    {
        Input = "1, 28, 28",
        BiasInit = bias,
        Layers = "{ conv2d: 8, stride: 2, padding: same }, relu, { conv2d: 16, stride: 2, padding: same }, relu, flatten, { linear: 10 }",
    };
}
