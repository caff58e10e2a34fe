using static Fathom.Lab.Experiments.Cases.Draft;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>Deep plain networks whose gradient does not reach the first layers.</summary>
static class VanishingStacks
{
    const string Slopes = "activation-slopes depth";
    const string Scale = "weight-scale poor-initialization initialization depth";
    const string Bengio = "Glorot and Bengio 2010: deep sigmoids";
    const string Default = "TorchSharp's default shrinks every layer by 0.58";

    public static ClinicCase Relu8 { get; } = Stack(8, "relu").Healthy("relu-8-he", "He et al. 2015");

    public static ClinicCase Relu12 { get; } = Stack(12, "relu", rate: 0.01).Healthy("relu-12-he", "He et al. 2015");

    public static ClinicCase Relu20 { get; } = (Stack(20, "relu", rate: 0.005) with { Steps = 400 }).Healthy("relu-20-he", "He et al. 2015");

    public static ClinicCase Tanh30 { get; } = Stack(30, "tanh", "orthogonal", 0.005).Healthy("tanh-30-orthogonal", "Saxe et al. 2014");

    static ClinicCase Gelu20 { get; } = (Stack(20, "gelu", "{ critical: { activation: gelu } }") with { Optimizer = "adam: { lr: 0.001 }" }).Healthy("gelu-20-critical", "Roberts, Yaida and Hanin 2022");

    static ClinicCase Elu20 { get; } = Stack(20, "elu", "{ he-normal: { gain: 1.25 } }", 0.005).Healthy("elu-20-he", "Clevert et al. 2016");

    static ClinicCase Selu20 { get; } = Stack(20, "selu", "lecun-normal", 0.005).Healthy("selu-20-lecun", "Klambauer et al. 2017");

    static ClinicCase Cnn { get; } = (Convolutions("relu", "he-normal") with { Optimizer = "sgd: { lr: 0.01, momentum: 0.9 }" }).Healthy("cnn-8-relu-he", "He et al. 2015");

    public static IReadOnlyList<ClinicCase> List { get; } =
    [
        Ill(Stack(8, "sigmoid", "xavier-uniform", 0.05), "sigmoid-8-xavier", Bengio, Slopes, Relu8),
        Ill(Stack(12, "sigmoid", "torch-default", 0.1), "sigmoid-12-default", Bengio, Slopes, Relu12),
        Ill(Stack(20, "sigmoid", "torch-default", 0.1), "sigmoid-20-default", Bengio, Slopes, Relu20),
        Ill(Stack(20, "sigmoid", "torch-default") with { Optimizer = "adam: { lr: 0.001 }" }, "sigmoid-20-default-adam", Bengio, Slopes, Relu20),
        Ill(Stack(30, "sigmoid", "xavier-normal", 0.05), "sigmoid-30-xavier", Bengio, Slopes, Tanh30),
        Ill(Stack(15, "hard-sigmoid", "torch-default", 0.05), "hard-sigmoid-15-default", "a slope of a sixth", Slopes, Relu12),
        Ill(Stack(5, "softmax", "he-normal", 0.05), "softmax-between-layers", "softmax as hidden activation", Slopes, Relu8),
        Ill(Stack(30, "tanh", "torch-default"), "tanh-30-default", Default, Scale, Tanh30),
        Ill(Stack(30, "softsign", "torch-default"), "softsign-30-default", Default, Scale + " activation-slopes", Tanh30),
        Ill(Stack(20, "relu", "torch-default"), "relu-20-default", Default, Scale + " activation-slopes", Relu20),
        Ill(Stack(20, "gelu", "torch-default"), "gelu-20-default", Default, Scale + " activation-slopes", Gelu20),
        Ill(Stack(20, "elu", "torch-default"), "elu-20-default", Default, Scale, Elu20),
        Ill(Stack(20, "selu", "torch-default"), "selu-20-default", Default, Scale, Selu20),
        Ill(Stack(15, "silu", "torch-default"), "silu-15-default", Default, Scale + " activation-slopes", Gelu20),
        Ill(Stack(15, "relu", "normal(0.05)"), "relu-15-small-weights", "weights of a fixed small deviation", Scale, Relu12),
        Ill(Stack(30, "tanh", "normal(0.05)"), "tanh-30-small-weights", "weights of a fixed small deviation", Scale, Tanh30),
        Ill(Convolutions("sigmoid", "torch-default"), "cnn-8-sigmoid", Bengio, Slopes, Cnn),
        Ill(Convolutions("relu", "normal(0.05)"), "cnn-8-small-weights", "weights of a fixed small deviation", Scale, Cnn),
    ];

    static ClinicCase Ill(Draft draft, string name, string source, string causes, ClinicCase sister) =>
        // Where the weights are at fault, the start is another true name.
        draft.Ill(name, source, causes.Contains("initialization", StringComparison.Ordinal) ? "vanishing-gradient poor-initialization" : "vanishing-gradient", causes, sister, "rank-collapse poor-initialization saturated-activation");

    static Draft Convolutions(string activation, string init) => new()
    {
        Input = "1, 28, 28",
        Init = init,
        BiasInit = string.Equals(init, "torch-default", StringComparison.Ordinal) ? init : "zeros",
        Layers = $"{{ conv2d: 8, stride: 2, padding: same }}, {activation}, {{ repeat: 7, layers: [ {{ conv2d: 8, padding: same }}, {activation} ] }}, max-pool, flatten, {{ linear: 10 }}",
        Steps = 150,
    };
}
