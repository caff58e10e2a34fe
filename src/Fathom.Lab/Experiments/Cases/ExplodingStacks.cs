using static Fathom.Lab.Experiments.Cases.Draft;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>Deep networks whose gradient grows from layer to layer, and recurrent ones in which it grows from step to step.</summary>
static class ExplodingStacks
{
    const string Scale = "weight-scale poor-initialization initialization";
    const string Large = "weights of a fixed large deviation";

    static ClinicCase Residual { get; } = Blocks("{ residual: [ { linear: 64 }, relu, { linear: 64 } ], scale: depth }", 40).Healthy("residual-40-scaled", "Hayou et al. 2021: 1/sqrt(depth)");

    static ClinicCase NormedBlocks { get; } = Blocks("{ residual: [ batch-norm, relu, { linear: 64 } ] }", 40).Healthy("residual-40-batch-norm", "De and Smith 2020");

    static ClinicCase Rnn { get; } = (Recurrent("tanh", "orthogonal") with { Optimizer = "sgd: { lr: 0.02 }", Steps = 400 }).Healthy("rnn-tanh-orthogonal-rows", "Saxe et al. 2014");

    public static IReadOnlyList<ClinicCase> List { get; } =
    [
        Ill(Stack(20, "relu", "normal(0.25)", 0.01), "relu-20-large-weights", Large, VanishingStacks.Relu20),
        Ill(Stack(30, "relu", "normal(0.25)", 0.001), "relu-30-large-weights", Large, VanishingStacks.Relu20),
        Ill(Stack(20, "{ leaky-relu: 0.2 }", "normal(0.3)", 0.01), "leaky-20-large-weights", Large, VanishingStacks.Relu20),
        Ill(Stack(20, "gelu", "normal(0.3)", 0.01), "gelu-20-large-weights", Large, VanishingStacks.Relu20),
        Ill(Stack(20, "selu", "normal(0.3)", 0.01), "selu-20-large-weights", Large, VanishingStacks.Relu20),
        Ill(Stack(20, "identity", "normal(0.25)", 0.001), "linear-20-large-weights", Large, VanishingStacks.Relu20),
        Ill(Stack(20, "relu", "normal(0.3)", 0.00001), "relu-20-large-weights-tiny-rate", "a tiny rate to hold off the explosion", VanishingStacks.Relu20, "learning-rate-too-low"),
        Ill(Blocks("{ residual: [ { linear: 64 }, relu, { linear: 64 } ] }", 40), "residual-40-unscaled", "Zhang et al. 2019: unscaled branches", Residual, causes: "residual-blocks weight-scale poor-initialization depth"),
        Ill(Stack(60, "batch-norm, relu", rate: 0.1), "batch-norm-60-plain", "Yang et al. 2019: batch-norm without skips", NormedBlocks, causes: "normalization depth"),
        .. OverTime,
    ];

    static IEnumerable<ClinicCase> OverTime =>
    [
        Time(Recurrent("relu", "normal(0.35)"), "rnn-relu-large-rows", Large),
        Time(Recurrent("relu", "identity(1.5)"), "rnn-relu-identity-1.5", "an identity times 1.5"),
        Time(Recurrent("relu", "normal(0.4)") with { Input = "40, 2", Data = "source: adding-problem, length: 40, samples: 1000", Loss = "mse", Layers = Layer("relu", "normal(0.4)", "cells", 1), Steps = 60, Optimizer = "sgd: { lr: 0.01 }" }, "rnn-relu-large-adding", "Pascanu, Mikolov and Bengio 2013"),
        Time(Recurrent("relu", "orthogonal(1.6)") with { Layers = Layer("relu", "orthogonal(1.6)", "cells", 10), Steps = 100 }, "rnn-relu-orthogonal-1.6-cells", "an orthogonal matrix times 1.6"),
    ];

    static ClinicCase Time(Draft draft, string name, string source) => draft.Ill(
        name, source, "exploding-through-time exploding-gradient", "recurrent-steps weight-scale recurrence poor-initialization", Rnn, "learning-rate-too-high vanishing-gradient non-finite dead-units gradient-spike rank-collapse exploding-gradient poor-initialization oscillating-loss");

    static ClinicCase Ill(Draft draft, string name, string source, ClinicCase sister, string allowed = "", string causes = Scale) => draft.Ill(
        name, source, "exploding-gradient", causes, sister, "poor-initialization vanishing-gradient non-finite learning-rate-too-high dead-units rank-collapse gradient-spike oscillating-loss mismatched-output " + allowed);

    static Draft Blocks(string block, int count) => new()
    {
        Layers = FormattableString.Invariant($"{{ linear: 64 }}, {{ repeat: {count}, layers: [ {block} ] }}, {{ linear: 10 }}"),
        Optimizer = "sgd: { lr: 0.01, momentum: 0.9 }",
        Steps = 120,
    };

    static Draft Recurrent(string activation, string init) => new()
    {
        Input = "28, 28",
        Init = "xavier-normal",
        Layers = Layer(activation, init, "whole", 10),
        Optimizer = "sgd: { lr: 0.02, momentum: 0.9 }",
    };

    static string Layer(string activation, string init, string form, int outputs) =>
        FormattableString.Invariant($"{{ rnn: 48, activation: {activation}, recurrent-init: {init}, form: {form}, output: last }}, {{ linear: {outputs} }}");
}
