using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Words for layers that hold others.</summary>
static class BlockWords
{
    public static IEnumerable<Word> All =>
    [
        Block("residual", "The sum of the input and of what the layers make of it.", () => new Residual { Layers = [] },
            Option.Of("skip", new EnumForm<SkipKind>(), (Residual block) => block.Skip,
                (block, skip) => block with { Skip = skip }, "How the input goes around the layers: as it is, by learnt weights, or by learnt weights only where the shapes differ."),
            Option.Of("scale", BranchScaleWords.Form, (Residual block) => block.Scale,
                (block, scale) => block with { Scale = scale }, "What the layers' output is multiplied by before the sum.")),
        Block("highway", "T · H + (1 - T) · x, H being what the layers make of x, and T a gate that is learnt from x.", () => new Highway { Layers = [] },
            Option.Of("gate-bias", new NumberForm(-100, 100), (Highway block) => block.GateBias,
                (block, bias) => block with { GateBias = bias }, "The gate's first bias; unless said, -ln of the number of highway blocks, and -1 at most.")),
        Block("dense", "The input's channels, and behind them those that the layers make of it.", () => new Dense { Layers = [] }),
        new("repeat", "Layers that follow one another several times, each time with weights of their own.",
            () => new Repeat { Times = 1, Layers = [] },
            Option.Required("times", new WholeForm<int>(1, Network.MostLayers), (Repeat repeat) => repeat.Times,
                (repeat, times) => repeat with { Times = times }, "How many times."),
            Option.Required("layers", LayerWords.List, (Repeat repeat) => repeat.Layers,
                (repeat, layers) => repeat with { Layers = layers }, "What is repeated.")) { HasMain = true },
        new("use", "The layers that network.parts has under a name.", () => new Use { Part = "block" },
            Option.Required("part", new NameForm(), (Use use) => use.Part,
                (use, part) => use with { Part = part }, "The name."),
            Option.Of("shared", new BooleanForm(), (Use use) => use.Shared,
                (use, shared) => use with { Shared = shared }, "Whether all places that share the part have the same weights.")) { HasMain = true, Example = "{ use: encoder, shared: true }" },
    ];

    static Word Block<T>(string name, string doc, Func<T> fresh, params IReadOnlyList<Option> options)
        where T : Block =>
        LayerWord.Plain(name, doc, fresh,
        [
            Option.Required("layers", LayerWords.List, (T block) => block.Layers,
                (block, layers) => (T)((Block)block with { Layers = layers }), "The layers that the input goes through and around."),
            .. options,
        ]) with { HasMain = true };
}
