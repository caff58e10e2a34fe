using TorchSharp.Modules;
using static Fathom.Lab.Experiments.Cases.Draft;
using static TorchSharp.torch;
using Trainer = Fathom.Lab.Training.Trainer;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>Parameters that nobody trains: not handed to the optimizer, or not on any way to the loss.</summary>
static class Parameters
{
    static ClinicCase Whole { get; } = Stack(3, "relu").Healthy("every-parameter-owned", "model.parameters()");

    static ClinicCase WholeTanh { get; } = Stack(4, "tanh", "xavier-normal").Healthy("every-parameter-owned-tanh", "model.parameters()");

    static Draft Narrow => new() { Layers = "{ linear: 64 }, relu, { linear: 4 }, relu, { linear: 10 }", Steps = 400 };

    static Draft Headed => new() { Layers = "{ repeat: 2, layers: [ { linear: 64 }, relu ] }, { linear: 10, init: normal(0.001) }" };

    static ClinicCase Bottleneck { get; } = Narrow.Healthy("bottleneck-owned", "model.parameters()");

    static ClinicCase Head { get; } = Headed.Healthy("small-head-owned", "model.parameters()");

    static ClinicCase Blocks { get; } = Skipping("1").Healthy("branches-connected", "He et al. 2016");

    public static IReadOnlyList<ClinicCase> List { get; } =
    [
        Ill(Stack(3, "relu") with { OtherOptimizer = WithoutOwning("linear1.") }, "first-layer-not-owned", "a layer left out of the optimizer", Whole),
        Ill(Narrow with { OtherOptimizer = WithoutOwning("linear2.") }, "bottleneck-not-owned", "a layer left out of the optimizer", Bottleneck),
        Ill(Stack(4, "tanh", "xavier-normal") with { OtherOptimizer = WithoutOwning("linear1.", "linear2.", "linear3.", "linear4.") }, "only-head-owned", "an optimizer that owns nothing but the last layer", WholeTanh),
        Ill(Headed with { OtherOptimizer = WithoutOwning("linear3.") }, "head-not-owned", "the last layer replaced after the optimizer was made", Head),
        Ill(Stack(3, "relu") with { Arrange = AddUncalled, OtherOptimizer = OwningAll }, "layer-never-called", "a layer that forward forgets; it costs nothing but its purpose", Whole),
        Ill(Skipping("0"), "branches-times-zero", "branches multiplied by zero", Blocks),
    ];

    static ClinicCase Ill(Draft draft, string name, string source, ClinicCase sister) =>
        draft.Ill(name, source, "unused-parameter", "unused-parameter no-gradient not-owned optimizer", sister, "dead-units vanishing-gradient");

    static Draft Skipping(string factor) => new()
    {
        Layers = $"{{ linear: 64 }}, {{ repeat: 4, layers: [ {{ residual: [ {{ linear: 64 }}, relu, {{ linear: 64 }} ], scale: fixed({factor}) }} ] }}, {{ linear: 10 }}",
        Optimizer = "sgd: { lr: 0.01 }",
    };

    static Func<Trainer, optim.Optimizer> WithoutOwning(params string[] left) => trainer =>
        optim.SGD(trainer.Module.named_parameters().Where(entry => !left.Any(name => entry.name.StartsWith(name, StringComparison.Ordinal))).Select(entry => entry.parameter), 0.02, 0.9);

    static SGD OwningAll(Trainer trainer) => optim.SGD(trainer.Module.parameters(), 0.02, 0.9);

    static void AddUncalled(Trainer trainer)
    {
        var forgotten = nn.Linear(64, 64);
        trainer.Module.register_module("forgotten", forgotten);
    }
}
