using static Fathom.Lab.Experiments.Cases.Draft;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>Losses that go up and down, or nowhere, although every layer gets its gradient.</summary>
static class Losses
{
    const string Rate = "learning-rate learning-rate-too-high oscillating-loss momentum";
    const string Nowhere = "loss-plateau";

    static ClinicCase Curve { get; } = Sine("{ repeat: 2, layers: [ { linear: 32 }, tanh ] }, { linear: 1 }", "sgd: { lr: 0.05, momentum: 0.9 }").Healthy("sine-tanh", "regression on a curve");

    static ClinicCase Valley { get; } = Steep("sgd: { lr: 0.0004 }").Healthy("steep-regression", "a rate below 2 over the largest curvature");

    static ClinicCase Absolute { get; } = (Line() with { Loss = "mae", Optimizer = "sgd: { lr: 0.01 }" }).Healthy("absolute-regression", "regression by absolute errors");

    static ClinicCase Circles { get; } = Circle("{ linear: 32 }, tanh, { linear: 2 }").Healthy("circles-tanh", "one hidden layer");

    static ClinicCase Digits { get; } = Stack(3, "relu").Healthy("digits-relu-3", "He et al. 2015");

    static ClinicCase Linear { get; } = (Stack(1, "relu") with { Optimizer = "sgd: { lr: 0.02 }" }).Healthy("digits-relu-1", "one hidden layer");

    public static IReadOnlyList<ClinicCase> List { get; } =
    [
        Swinging(Steep("sgd: { lr: 0.0202 }"), "oscillation-at-the-edge", "Cohen et al. 2021: a rate at 2 over the curvature", Valley),
        Swinging(Line() with { Loss = "mae", Optimizer = "sgd: { lr: 2 }" }, "oscillation-absolute-errors", "steps that never shrink", Absolute),
        Swinging(Steep("sgd: { lr: 0.02, momentum: 0.99 }"), "oscillation-momentum-0.99", "Sutskever et al. 2013: momentum without damping", Valley),
        Swinging(Sine("{ linear: 32 }, tanh, { linear: 1 }", "sgd: { lr: 0.6 }"), "oscillation-curve", "a rate above 2 over the curvature", Curve),
        Stuck(Circle("{ linear: 2 }"), "plateau-linear-circles", "Minsky and Papert 1969: no line parts circles", Circles),
        Stuck(Stack(3, "relu") with { Arrange = Arrangements.DrawLabels(1, 10), Optimizer = "sgd: { lr: 0.01 }" }, "plateau-shuffled-labels", "labels that have nothing to do with the features", Digits, "data"),
        Stuck(Stack(3, "relu") with { Data = "source: digits, samples: 1500", Arrange = Arrangements.ShiftFeatures(0, 0) }, "plateau-blank-features", "features lost on the way: all are zero", Digits, "data input-scale unscaled-input rank-collapse", "unused-parameter dead-units rank-collapse unscaled-input vanishing-gradient"),
        Stuck(Stack(3, "relu") with { Plan = ", schedule: { step: { every: 3, factor: 0.1 } }" }, "plateau-early-decay", "a schedule that ends the training after a few steps", Digits, "learning-rate learning-rate-too-low", "learning-rate-too-low lost-updates", "learning-rate-too-low"),
        Stuck(Stack(3, "relu") with { Plan = ", weight-decay: 5" }, "plateau-weight-decay", "a weight decay that leaves nothing", Digits, "weight-decay weight-scale", "vanishing-gradient rank-collapse dead-units poor-initialization"),
        Stuck(Stack(3, "relu") with { Plan = ", l2: 3" }, "plateau-l2", "a penalty larger than the loss", Digits, "weight-decay weight-scale", "vanishing-gradient rank-collapse dead-units poor-initialization"),
        Stuck(Stack(3, "relu") with { Plan = ", clip-norm: 0.0001", Optimizer = "sgd: { lr: 0.02 }" }, "plateau-clipped-away", "a clipping limit far below every gradient", Digits, "learning-rate learning-rate-too-low clipping", "learning-rate-too-low", "learning-rate-too-low"),
        (Stack(3, "relu") with { Arrange = Arrangements.Negate() }).Ill("loss-made-large", "a sign: the loss is climbed", "non-finite exploding-gradient learning-rate-too-high loss-plateau oscillating-loss", "loss learning-rate-too-high learning-rate overflow weight-scale", Digits, "dead-units gradient-spike exploding-gradient saturated-activation rank-collapse mismatched-output"),
        Linear,
    ];

    static ClinicCase Swinging(Draft draft, string name, string source, ClinicCase sister) => draft.Ill(
        name, source, "oscillating-loss learning-rate-too-high", Rate, sister, "exploding-gradient non-finite gradient-spike unscaled-input saturated-activation");

    static ClinicCase Stuck(Draft draft, string name, string source, ClinicCase sister, string causes = "", string allowed = "", string also = "") => draft.Ill(
        name, source, (Nowhere + " " + also).Trim(), (Nowhere + " loss capacity " + causes).Trim(), sister, allowed);

    static Draft Sine(string layers, string optimizer) => new()
    {
        Input = "2",
        Init = "xavier-normal",
        Data = "source: circles, samples: 1000, prepare: standardise",
        Layers = layers,
        Loss = "mse",
        Optimizer = optimizer,
        Arrange = Arrangements.SineTargets(),
        Steps = 300,
    };

    static Draft Line() => new()
    {
        Input = "10",
        Data = "source: clouds, samples: 1000, prepare: standardise",
        Layers = "{ linear: 1 }",
        Loss = "mse",
        Arrange = Arrangements.LinearTargets(),
    };

    /// <summary>Inputs of mean square a hundred: the loss is as steep as that, and the whole set is one batch.</summary>
    static Draft Steep(string optimizer) => Line() with
    {
        Arrange = Arrangements.Both(Arrangements.ShiftFeatures(5, 0), Arrangements.LinearTargets()),
        Optimizer = optimizer,
        Batch = 800,
    };

    static Draft Circle(string layers) => new() { Input = "2", Init = "xavier-normal", Data = "source: circles, samples: 1000", Layers = layers, Optimizer = "sgd: { lr: 0.1, momentum: 0.9 }" };
}
