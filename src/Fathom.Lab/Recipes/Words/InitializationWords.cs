using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class InitializationWords
{
    public static Family All { get; } = new("initialisation", Spelling.Call,
    [
        new("torch-default", "As PyTorch does it: weights and biases uniform within ±1/√fan-in.", () => new TorchDefault()),
        new("xavier-uniform", "Uniform within ±gain·√(6/(fan-in + fan-out)).", () => new XavierUniform(),
            Gain((XavierUniform init) => init.Gain, (init, gain) => init with { Gain = gain })) { HasMain = true, Aliases = ["xavier", "glorot", "glorot-uniform"] },
        new("xavier-normal", "Normal with the variance gain²·2/(fan-in + fan-out).", () => new XavierNormal(),
            Gain((XavierNormal init) => init.Gain, (init, gain) => init with { Gain = gain })) { HasMain = true, Aliases = ["glorot-normal"] },
        new("he-uniform", "Uniform within ±gain·√(3/((1 + slope²)·fan)), the gain being √2 unless said.", () => new HeUniform(),
            Gain((HeUniform init) => init.Gain, (init, gain) => init with { Gain = gain }),
            FanOption((HeUniform init) => init.Fan, (init, fan) => init with { Fan = fan }),
            Slope((HeUniform init) => init.Slope, (init, slope) => init with { Slope = slope })) { HasMain = true, Aliases = ["kaiming-uniform"] },
        new("he-normal", "Normal with the variance gain²/((1 + slope²)·fan), the gain being √2 unless said.", () => new HeNormal(),
            Gain((HeNormal init) => init.Gain, (init, gain) => init with { Gain = gain }),
            FanOption((HeNormal init) => init.Fan, (init, fan) => init with { Fan = fan }),
            Slope((HeNormal init) => init.Slope, (init, slope) => init with { Slope = slope })) { HasMain = true, Aliases = ["he", "kaiming", "kaiming-normal"] },
        new("lecun-uniform", "Uniform within ±√(3/fan-in).", () => new LecunUniform()),
        new("lecun-normal", "Normal with the variance 1/fan-in.", () => new LecunNormal()) { Aliases = ["lecun"] },
        .. StructuredInitializationWords.All,
        new("truncated-normal", "Normal around 0 without what lies beyond the limit.", () => new TruncatedNormal { Deviation = 0 },
            Option.Required("deviation", new NumberForm(0, 1e6), (TruncatedNormal init) => init.Deviation,
                (init, deviation) => init with { Deviation = deviation }, "The standard deviation before the tails are cut; what is drawn varies less."),
            Option.Of("limit", new NumberForm(0.01, 8), (TruncatedNormal init) => init.Limit,
                (init, limit) => init with { Limit = limit }, "Where the tails are cut, in standard deviations.")) { HasMain = true },
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

    static Option FanOption<T>(Func<T, object?> get, Func<T, Fan, T> set)
        where T : Initialization =>
        Option.Of("fan", new EnumForm<Fan>(), get, set,
            "Which fan counts: in keeps the way forward level, out the way back.");

    static Option Slope<T>(Func<T, object?> get, Func<T, double, T> set)
        where T : Initialization =>
        Option.Of("slope", new NumberForm(-1000, 1000), get, set, "The slope below zero of the leaky rectifier that follows.");
}
