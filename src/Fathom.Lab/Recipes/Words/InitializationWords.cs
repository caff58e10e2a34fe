using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class InitializationWords
{
    public static Family All { get; } = new("initialisation", Spelling.Call,
    [
        new("torch-default", "As PyTorch does it: weights and biases uniform within ±1/√fan-in.", () => new TorchDefault()),
        new("xavier-uniform", "Uniform within ±gain·√(6/(fan-in + fan-out)).", () => new XavierUniform(),
            Gain((XavierUniform init) => init.Gain, (init, gain) => init with { Gain = gain })) { HasMain = true, Aliases = ["xavier"] },
        new("xavier-normal", "Normal with the variance gain²·2/(fan-in + fan-out).", () => new XavierNormal(),
            Gain((XavierNormal init) => init.Gain, (init, gain) => init with { Gain = gain })) { HasMain = true },
        new("he-uniform", "Uniform within ±gain·√(3/fan-in), the gain being √2 unless said.", () => new HeUniform(),
            Gain((HeUniform init) => init.Gain, (init, gain) => init with { Gain = gain })) { HasMain = true },
        new("he-normal", "Normal with the variance gain²/fan-in, the gain being √2 unless said.", () => new HeNormal(),
            Gain((HeNormal init) => init.Gain, (init, gain) => init with { Gain = gain })) { HasMain = true, Aliases = ["he"] },
        new("normal", "Normal around 0.", () => new Normal { Deviation = 0 },
            Option.Required("deviation", new NumberForm(0, 1e6), (Normal init) => init.Deviation,
                (init, deviation) => init with { Deviation = deviation }, "The standard deviation.")) { HasMain = true },
        new("uniform", "Uniform from -bound to bound.", () => new Uniform { Bound = 0 },
            Option.Required("bound", new NumberForm(0, 1e6), (Uniform init) => init.Bound,
                (init, bound) => init with { Bound = bound }, "The largest value.")) { HasMain = true },
        new("constant", "Every number the same.", () => new Constant { Value = 0 },
            Option.Required("value", new NumberForm(-1e6, 1e6), (Constant init) => init.Value,
                (init, value) => init with { Value = value }, "The number.")) { HasMain = true },
        new("zeros", "Every number zero.", () => new Zeros()),
    ]);

    public static ChoiceForm<Initialization> Form { get; } = new(() => All);

    static Option Gain<T>(Func<T, object?> get, Func<T, double, T> set)
        where T : Initialization =>
        Option.Of("gain", new NumberForm(0, 1000) { Above = true }, get, set, "What the standard deviation is multiplied by.");
}
