using static Fathom.Lab.Experiments.Cases.Draft;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>Networks that begin at the wrong place: equal units, weights too small or too large, a wrong rule for the activation.</summary>
static class Initializations
{
    const string Cause = "poor-initialization weight-scale initialization symmetric-weights";

    static ClinicCase Relu3 { get; } = Stack(3, "relu", rate: 0.05).Healthy("relu-3-he", "He et al. 2015");

    static ClinicCase Tanh3 { get; } = Stack(3, "tanh", "xavier-normal", 0.05).Healthy("tanh-3-xavier", "Glorot and Bengio 2010");

    static ClinicCase Sigmoid2 { get; } = Stack(2, "sigmoid", "xavier-normal(2)", 0.2).Healthy("sigmoid-2-xavier", "Glorot and Bengio 2010");

    static ClinicCase Cnn { get; } = Image("he-normal").Healthy("cnn-2-he", "He et al. 2015");

    static ClinicCase LastLayer { get; } = Ending("he-normal").Healthy("relu-2-small-last-layer", "He et al. 2015");

    public static IReadOnlyList<ClinicCase> List { get; } =
    [
        Ill(Stack(3, "relu", "zeros", 0.05), "relu-3-zeros", "every weight zero", Relu3, "unused-parameter dead-units rank-collapse vanishing-gradient"),
        Ill(Stack(3, "tanh", "zeros", 0.05), "tanh-3-zeros", "every weight zero", Tanh3, "unused-parameter dead-units rank-collapse vanishing-gradient"),
        Ill(Stack(3, "relu", "constant(0.05)", 0.05), "relu-3-constant", "every weight the same: units never part", Relu3, "rank-collapse exploding-gradient vanishing-gradient"),
        Ill(Stack(3, "tanh", "constant(0.1)", 0.05), "tanh-3-constant", "every weight the same: units never part", Tanh3, "rank-collapse saturated-activation exploding-gradient vanishing-gradient"),
        Ill(Stack(2, "sigmoid", "constant(0)", 0.1), "sigmoid-2-zeros", "every weight zero", Sigmoid2, "rank-collapse vanishing-gradient"),
        Ill(Image("constant(0.02)"), "cnn-2-constant", "every weight the same: channels never part", Cnn, "rank-collapse exploding-gradient vanishing-gradient"),
        Ill(Image("zeros"), "cnn-2-zeros", "every weight zero", Cnn, "rank-collapse dead-units unused-parameter vanishing-gradient"),
        Ill(Stack(3, "relu", "normal(0.001)", 0.05), "relu-3-tiny", "weights of deviation 0.001", Relu3, "vanishing-gradient rank-collapse", also: "vanishing-gradient"),
        Ill(Stack(3, "tanh", "normal(0.001)", 0.05), "tanh-3-tiny", "weights of deviation 0.001", Tanh3, "vanishing-gradient rank-collapse", also: "vanishing-gradient"),
        Ill(Stack(3, "relu", "normal(1)", 0.05), "relu-3-huge", "weights of deviation 1", Relu3, "rank-collapse exploding-gradient vanishing-gradient learning-rate-too-high non-finite dead-units gradient-spike oscillating-loss", also: "exploding-gradient"),
        Ill(Stack(5, "relu", "normal(1)", 0.0001), "relu-5-huge-slow", "weights of deviation 1", Relu3, "rank-collapse exploding-gradient vanishing-gradient learning-rate-too-high non-finite dead-units gradient-spike oscillating-loss", also: "exploding-gradient"),
        Ill(Stack(3, "relu", "he-normal(20)", 0.01), "relu-3-gain-20", "a gain of 20", Relu3, "rank-collapse exploding-gradient vanishing-gradient learning-rate-too-high non-finite dead-units gradient-spike oscillating-loss", also: "exploding-gradient"),
        Ill(Ending("normal(10)"), "huge-last-layer", "weights of deviation 10 before the loss", LastLayer, "rank-collapse learning-rate-too-high vanishing-gradient dead-units oscillating-loss exploding-gradient non-finite gradient-spike", also: "exploding-gradient"),
    ];

    static ClinicCase Ill(Draft draft, string name, string source, ClinicCase sister, string allowed, string also = "") =>
        draft.Ill(name, source, ("poor-initialization " + also).Trim(), Cause, sister, allowed);

    static Draft Image(string init) => new()
    {
        Input = "1, 28, 28",
        Init = init,
        Layers = "{ conv2d: 8, stride: 2, padding: same }, relu, { conv2d: 16, stride: 2, padding: same }, relu, flatten, { linear: 10 }",
    };

    static Draft Ending(string init) => new() { Layers = $"{{ repeat: 2, layers: [ {{ linear: 64 }}, relu ] }}, {{ linear: 10, init: {init} }}" };
}
