using static Fathom.Lab.Experiments.Cases.Draft;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>Trainings that would go well but for single batches, and signals in which all samples become one.</summary>
static class Spikes
{
    const string Data = "data input-data input-scale gradient-spike loss unscaled-input";

    static ClinicCase Clean { get; } = Stack(3, "relu", rate: 0.01).Healthy("clean-rows", "the same data without its bad rows");

    static ClinicCase CleanTanh { get; } = Stack(3, "tanh", "xavier-normal").Healthy("clean-rows-tanh", "the same data without its bad rows");

    static ClinicCase Numbers { get; } = Line().Healthy("clean-targets", "the same targets without outliers");

    static ClinicCase Soft { get; } = Stack(4, "softplus", "xavier-normal", 0.01).Healthy("softplus-4", "Dugas et al. 2001");

    public static IReadOnlyList<ClinicCase> List { get; } =
    [
        Ill(Stack(3, "relu", rate: 0.01) with { Arrange = Arrangements.CorruptRows(3, 10000) }, "rows-times-10000", "three rows in a wrong unit", Clean, "unscaled-input"),
        Ill(Stack(3, "relu", rate: 0.01) with { Arrange = Arrangements.SpikeLoss(60, 10000) }, "loss-spike", "Chowdhery et al. 2022: loss spikes", Clean),
        Ill(Stack(3, "tanh", "xavier-normal") with { Arrange = Arrangements.SpikeLoss(50, 3000) }, "loss-spike-tanh", "Chowdhery et al. 2022: loss spikes", CleanTanh),
        Ill(Line() with { Arrange = Arrangements.Both(Arrangements.LinearTargets(), Arrangements.Outliers(3, 10000)) }, "target-outliers", "Huber 1964: three targets far out", Numbers),
        NotFinite(Stack(3, "relu") with { Arrange = Arrangements.PutNaN() }, "row-of-nan", "a missing value as NaN", "input-data non-finite data", Clean),
        NotFinite(Stack(2, "exponential", "normal(0.5)"), "exponential-overflow", "an exponential without a bound", "overflow weight-scale poor-initialization non-finite", Clean),
        NotFinite(Stack(3, "relu", rate: 0.01) with { Arrange = Arrangements.ShiftFeatures(1e30, 0) }, "inputs-1e30", "a sensor's mark for nothing", "overflow input-scale unscaled-input non-finite input-data", Clean),
        NotFinite(Stack(3, "relu") with { Optimizer = "sgd: { lr: 1000000 }" }, "rate-sgd-1e6", "a rate a million times too high", "overflow learning-rate learning-rate-too-high non-finite", Clean),
        NotFinite(Stack(3, "relu", "he-normal(8)") with { Layers = "{ repeat: 3, layers: [ { linear: 64 }, relu ] }, { linear: 10 }, softmax", Arrange = Arrangements.LogByHand(), Data = "source: digits, samples: 1500, prepare: { scale: [0, 20] }" }, "log-of-zero", "log(softmax(x)) by hand", "invalid-operation overflow loss non-finite mismatched-output weight-scale", Clean),
        Collapsed(Stack(20, "relu", rate: 0.002) with { BiasInit = "normal(2)" }, "relu-20-wide-biases", "Schoenholz et al. 2017: biases that drown the signal", VanishingStacks.Relu20),
        Collapsed(Stack(25, "softplus", "he-normal(1.2)", 0.001), "softplus-25", "means that add up from layer to layer", Soft),
        Collapsed(Stack(20, "relu", rate: 0.0005) with { Arrange = Arrangements.ShiftFeatures(1, 30) }, "relu-20-shifted-inputs", "a mean so far out that samples look alike", VanishingStacks.Relu20, "unscaled-input"),
    ];

    static ClinicCase Ill(Draft draft, string name, string source, ClinicCase sister, string also = "") =>
        draft.Ill(name, source, ("gradient-spike " + also).Trim(), Data, sister, "dead-units vanishing-gradient unscaled-input learning-rate-too-high saturated-activation exploding-gradient oscillating-loss non-finite rank-collapse");

    static ClinicCase NotFinite(Draft draft, string name, string source, string causes, ClinicCase sister) => draft.Ill(
        name, source, "non-finite", causes, sister,
        "unscaled-input learning-rate-too-high exploding-gradient poor-initialization dead-units mismatched-output saturated-activation gradient-spike rank-collapse oscillating-loss");

    static ClinicCase Collapsed(Draft draft, string name, string source, ClinicCase sister, string also = "") => draft.Ill(
        name, source, ("rank-collapse " + also).Trim(), "rank-collapse activation-slopes weight-scale poor-initialization depth input-scale unscaled-input biases activation-mean", sister, "vanishing-gradient unscaled-input poor-initialization dead-units exploding-gradient learning-rate-too-high");

    static Draft Line() => new()
    {
        Input = "10",
        Data = "source: clouds, samples: 1000, prepare: standardise",
        Layers = "{ linear: 32 }, relu, { linear: 1 }",
        Loss = "mse",
        Optimizer = "sgd: { lr: 0.01 }",
        Arrange = Arrangements.LinearTargets(),
    };
}
