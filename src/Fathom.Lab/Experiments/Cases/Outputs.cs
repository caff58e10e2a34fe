
namespace Fathom.Lab.Experiments.Cases;

/// <summary>Outputs that do not fit their loss: activated twice, not at all, or into a range in which the targets do not lie.</summary>
static class Outputs
{
    const string Cause = "mismatched-output output-activation loss";

    static ClinicCase Logits { get; } = Classes("").Healthy("logits-cross-entropy", "logits into cross-entropy");

    static ClinicCase LogShares { get; } = Classes(", log-softmax").Healthy("log-softmax-cross-entropy", "twice the logarithm of a softmax is once: harmless");

    static ClinicCase Likelihood { get; } = (Classes(", log-softmax") with { Loss = "nll" }).Healthy("log-softmax-nll", "log-probabilities into nll");

    static ClinicCase Binary { get; } = YesOrNo("{ linear: 1 }", "bce-with-logits").Healthy("one-logit-bce", "one logit into bce-with-logits");

    static ClinicCase Probability { get; } = YesOrNo("{ linear: 1 }, sigmoid", "bce").Healthy("one-sigmoid-bce", "one probability into bce");

    static ClinicCase Squares { get; } = Number("", 1, 0).Healthy("numbers-mse", "a linear output for numbers");

    static ClinicCase Bounded { get; } = Number(", tanh", 0.8, 0).Healthy("numbers-within-tanh", "targets inside of the output's range");

    static ClinicCase Hundred { get; } = (Number("", 100, 0) with { Optimizer = "adam: { lr: 0.1 }" }).Healthy("numbers-of-hundreds", "targets a hundred times as large, as they are");

    static ClinicCase TwoLogits { get; } = YesOrNo("{ linear: 2 }", "cross-entropy").Healthy("two-logits-cross-entropy", "two logits into cross-entropy");

    public static IReadOnlyList<ClinicCase> List { get; } =
    [
        Ill(Classes(", softmax"), "softmax-cross-entropy", "softmax twice", Logits),
        Ill(Classes(", softmax") with { Optimizer = "adam: { lr: 0.001 }" }, "softmax-cross-entropy-adam", "softmax twice", Logits),
        Ill(Classes(", relu"), "relu-cross-entropy", "a rectifier before cross-entropy", Logits, "dead-units"),
        Ill(Classes(", sigmoid"), "sigmoid-cross-entropy", "a sigmoid before cross-entropy", Logits, "saturated-activation"),
        Ill(Classes(", tanh"), "tanh-cross-entropy", "a tanh before cross-entropy", Logits, "saturated-activation"),
        Ill(YesOrNo("{ linear: 1 }, softmax", "bce"), "softmax-of-one-bce", "a softmax of one unit is one", Binary, "unused-parameter vanishing-gradient"),
        Ill(YesOrNo("{ linear: 1 }, softmax", "mse"), "softmax-of-one-mse", "a softmax of one unit is one", Binary, "unused-parameter vanishing-gradient"),
        Ill(YesOrNo("{ linear: 1 }, sigmoid", "bce-with-logits"), "sigmoid-bce-with-logits", "a sigmoid twice", Binary, "saturated-activation"),
        Ill(YesOrNo("{ linear: 1 }, relu", "bce-with-logits"), "relu-bce-with-logits", "a rectifier before a logistic loss", Binary, "dead-units unused-parameter"),
        Ill(Number(", relu", 1, 0), "relu-numbers", "a rectifier where targets are negative", Squares, "dead-units"),
        Ill(Number(", sigmoid", 5, 0), "sigmoid-numbers", "targets from -5 to 5 for an output from 0 to 1", Squares, "saturated-activation vanishing-gradient"),
        Ill(Number(", tanh", 100, 0) with { Optimizer = "adam: { lr: 0.1 }" }, "tanh-numbers-of-hundreds", "targets of hundreds for an output from -1 to 1", Hundred, "saturated-activation vanishing-gradient learning-rate-too-high"),
        Ill(Number(", sigmoid", 1, -5), "sigmoid-negative-numbers", "targets below 0 for an output from 0 to 1", Squares, "saturated-activation vanishing-gradient"),
        Likelihood, Probability, TwoLogits, LogShares, Bounded,
    ];

    static ClinicCase Ill(Draft draft, string name, string source, ClinicCase sister, string allowed = "") =>
        draft.Ill(name, source, "mismatched-output", Cause, sister, allowed);

    static Draft Classes(string ending) => new() { Layers = "{ repeat: 2, layers: [ { linear: 64 }, relu ] }, { linear: 10 }" + ending };

    static Draft YesOrNo(string ending, string loss) => new()
    {
        Input = "2",
        Init = "xavier-normal",
        Data = "source: circles, samples: 1000",
        Layers = "{ repeat: 2, layers: [ { linear: 32 }, tanh ] }, " + ending,
        Loss = loss,
        Optimizer = "sgd: { lr: 0.1, momentum: 0.9 }",
    };

    static Draft Number(string ending, double factor, double shift) => new()
    {
        Input = "10",
        Init = "xavier-normal",
        Data = "source: clouds, samples: 1000, prepare: standardise",
        Layers = "{ linear: 32 }, tanh, { linear: 1 }" + ending,
        Loss = "mse",
        Optimizer = "adam: { lr: 0.01 }",
        Arrange = Arrangements.Both(Arrangements.SineTargets(), Arrangements.ScaleTargets(factor, shift)),
        Steps = 300,
    };
}
