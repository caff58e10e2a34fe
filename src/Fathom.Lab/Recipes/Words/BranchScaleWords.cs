using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class BranchScaleWords
{
    public static Family All { get; } = new("scale", Spelling.Call,
    [
        new("none", "The branch as it is.", () => new Unscaled()),
        new("fixed", "A number that stays.", () => new FixedScale { Factor = 1 },
            Option.Required("factor", new NumberForm(-1000, 1000), (FixedScale scale) => scale.Factor,
                (scale, factor) => scale with { Factor = factor }, "The number.")) { HasMain = true },
        new("depth", "1/√L, L being the number of residual blocks in the network.", () => new DepthScale()),
        new("rezero", "A learnt number that starts at 0.", () => new ReZeroScale()),
        new("fixup", "A learnt number that starts at 1, with the branch's first weights scaled down, its last ones at 0, and learnt shifts between its layers.",
            () => new FixupScale()),
    ]);

    public static ChoiceForm<BranchScale> Form { get; } = new(() => All);
}
