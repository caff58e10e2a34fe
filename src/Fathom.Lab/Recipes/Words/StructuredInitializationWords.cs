using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Initialisations that care for more than the variance of single numbers.</summary>
static class StructuredInitializationWords
{
    public static IReadOnlyList<Word> All { get; } =
    [
        new("orthogonal", "A random orthogonal matrix times the gain.", () => new Orthogonal(),
            Gain(new NumberForm(0, 1000) { Above = true }, (Orthogonal init) => init.Gain, (init, gain) => init with { Gain = gain })) { HasMain = true },
        new("delta-orthogonal", "Zero but for the middle of the kernel, which is orthogonal.", () => new DeltaOrthogonal(),
            Gain(new NumberForm(0, 1000) { Above = true }, (DeltaOrthogonal init) => init.Gain, (init, gain) => init with { Gain = gain })) { HasMain = true },
        new("identity", "The gain on the diagonal and zero elsewhere; in convolutions at the middle of the kernel.", () => new IdentityWeights(),
            Option.Of("gain", new NumberForm(-1000, 1000), (IdentityWeights init) => init.Gain,
                (init, gain) => init with { Gain = gain }, "What stands on the diagonal.")) { HasMain = true, Aliases = ["dirac"] },
        new("lsuv", "Orthogonal, then scaled layer by layer until the output on a batch of the training data has a variance of 1.", () => new Lsuv(),
            Option.Of("tolerance", new NumberForm(0, 1) { Above = true }, (Lsuv init) => init.Tolerance,
                (init, tolerance) => init with { Tolerance = tolerance }, "How far from 1 the variance may stay."),
            Option.Of("tries", new WholeForm<int>(1, 1000), (Lsuv init) => init.Tries,
                (init, tries) => init with { Tries = tries }, "How often a layer is scaled at most.")),
        new("critical", "Normal with the variances at the edge of chaos of the network's activation.", () => new Critical(),
            Option.Of("activation", new ChoiceForm<Activation>(() => LayerWords.Activations), (Critical init) => init.Activation,
                (init, activation) => init with { Activation = activation },
                "The activation whose critical point is taken; unless said, the network's own, where it has one kind only.")),
    ];

    static Option Gain<T>(NumberForm form, Func<T, object?> get, Func<T, double, T> set)
        where T : Initialization =>
        Option.Of("gain", form, get, set, "What every singular value is.");
}
