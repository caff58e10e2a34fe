using static Fathom.Lab.Experiments.Cases.Draft;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>Numbers too coarse or too narrow for what is to be stored in them.</summary>
static class Precisions
{
    const string Cause = "precision lost-updates low-precision-underflow rounding";

    static ClinicCase Full { get; } = Slow("").Healthy("float32-slow-rate", "Micikevicius et al. 2018: master weights in float32");

    static ClinicCase FullAdam { get; } = (Stack(3, "relu") with { Optimizer = "adam: { lr: 0.0003 }", Steps = 300 }).Healthy("float32-adam-slow-rate", "Micikevicius et al. 2018: master weights in float32");

    static ClinicCase Scaled { get; } = (Stack(3, "relu") with { Optimizer = "sgd: { lr: 0.05, momentum: 0.9 }" }).Healthy("float32-loss-as-it-is", "Micikevicius et al. 2018: float32");

    static ClinicCase Brain { get; } = (Stack(3, "relu") with { Optimizer = "sgd: { lr: 0.1 }", Plan = ", precision: bfloat16" }).Healthy("bfloat16-large-rate", "Kalamkar et al. 2019: updates above the rounding");

    static ClinicCase Half { get; } = (Stack(3, "relu") with { Optimizer = "sgd: { lr: 0.05, momentum: 0.9 }", Plan = ", precision: float16" }).Healthy("float16-plain", "Micikevicius et al. 2018: gradients inside of the format");

    /// <summary>What scales and copies are for, put right by them.</summary>
    public static IReadOnlyList<ClinicCase> ScaledControls { get; } =
    [
        Small(FewDigits, ", precision: float16, loss-scale: dynamic").Healthy("float16-scaled-small-huber", "Micikevicius et al. 2018: a loss scale"),
        Slow(", precision: bfloat16, loss-scale: fixed(1)").Healthy("bfloat16-copies-slow-rate", "Micikevicius et al. 2018: float32 copies of the weights"),
    ];

    static ClinicCase Double { get; } = (Stack(3, "relu") with { Plan = ", precision: float64" }).Healthy("float64-plain", "more digits than needed");

    public static IReadOnlyList<ClinicCase> List { get; } =
    [
        Lost(Slow(", precision: bfloat16"), "bfloat16-slow-rate", Full),
        Lost(Stack(3, "relu") with { Optimizer = "adam: { lr: 0.00003 }", Plan = ", precision: bfloat16", Steps = 300 }, "bfloat16-adam-slow-rate", FullAdam),
        Lost(Stack(5, "tanh", "xavier-normal") with { Optimizer = "sgd: { lr: 0.0005 }", Plan = ", precision: bfloat16", Steps = 300 }, "bfloat16-tanh-slow-rate", Full),
        Lost(Stack(3, "relu") with { Optimizer = "sgd: { lr: 0.0003 }", Plan = ", precision: float16", Steps = 300 }, "float16-slow-rate", Full),
        Under(Stack(3, "relu") with { Arrange = Arrangements.ScaleLoss(1e-6), Optimizer = "sgd: { lr: 50000 }", Plan = ", precision: float16" }, "float16-tiny-loss", "Micikevicius et al. 2018: gradients below the format"),
        Under(Stack(3, "relu") with { Arrange = Arrangements.ScaleLoss(1e-5), Optimizer = "sgd: { lr: 5000 }", Plan = ", precision: float16" }, "float16-small-loss", "Micikevicius et al. 2018: gradients below the format"),
        Under(Stack(6, "relu", "normal(0.05)") with { Arrange = Arrangements.ScaleLoss(1e-3), Optimizer = "sgd: { lr: 1000 }", Plan = ", precision: float16" }, "float16-deep-small-weights", "gradients that shrink out of the format", " weight-scale poor-initialization"),
        (Stack(3, "relu") with { Arrange = Arrangements.ScaleLoss(1e5), Optimizer = "sgd: { lr: 0.0000005 }", Plan = ", precision: float16" }).Ill(
            "float16-overflow", "Micikevicius et al. 2018: a loss scale beyond the format", "non-finite", "overflow precision non-finite", Half, "exploding-gradient low-precision-underflow learning-rate-too-high gradient-spike learning-rate-too-low"),
        UnderSmall(FewDigits, "float16-small-huber-digits"),
        UnderSmall(Rings, "float16-small-huber-circles"),
        Brain, Double, .. ScaledControls,
    ];

    static ClinicCase Lost(Draft draft, string name, ClinicCase sister) => draft.Ill(
        name, "Micikevicius et al. 2018: updates below the weights' rounding", "lost-updates", Cause, sister, "low-precision-underflow learning-rate-too-low");

    static ClinicCase Under(Draft draft, string name, string source, string also = "") => draft.Ill(
        name, source, "low-precision-underflow", Cause + also, Scaled, "lost-updates vanishing-gradient learning-rate-too-low unused-parameter poor-initialization dead-units");

    static ClinicCase UnderSmall(Draft draft, string name) => Small(draft, ", precision: float16").Ill(
        name, "Micikevicius et al. 2018: gradients below the format", "low-precision-underflow", Cause,
        Small(draft, "").Healthy(name.Replace("float16", "float32", StringComparison.Ordinal), "Micikevicius et al. 2018: float32"),
        "lost-updates vanishing-gradient learning-rate-too-low unused-parameter poor-initialization dead-units");

    // The weights make activations and gradients smaller from layer to layer: to nothing that float32 would mind.
    static Draft FewDigits => new() { Init = "normal(0.05)" };

    static Draft Rings => new() { Init = "normal(0.1)", Input = "2", Data = "source: circles" };

    /// <summary>
    /// A Huber loss whose line begins at 2e-6, as for numbers in a much smaller unit: no sample pulls at its answer by more than 2e-6/32 = 6e-8, the
    /// smallest number of float16. The rate makes up for it.
    /// </summary>
    static Draft Small(Draft draft, string plan) => draft with
    {
        Layers = "{ repeat: 3, layers: [ { linear: 64 }, relu ] }, { linear: 1 }", Loss = "huber(0.000002)", Optimizer = "sgd: { lr: 10000, momentum: 0.9 }", Plan = plan,
    };

    static Draft Slow(string plan) => Stack(3, "relu") with { Optimizer = "sgd: { lr: 0.001, momentum: 0.9 }", Plan = plan, Steps = 400 };
}
