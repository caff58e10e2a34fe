using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class PreparationWords
{
    public static Family All { get; } = new("preparation", Spelling.Call,
    [
        new("standardise", "Each feature is shifted and divided so that over the training samples its mean is 0 and its variance 1; one that never changes becomes 0.",
            () => new Standardise()) { Aliases = ["standardize"] },
        new("scale", "Each feature is shifted and stretched so that the training samples fill a range; one that never changes becomes the least of it.",
            () => new Scale(),
            Option.Of("to", new RangeForm(-1e6, 1e6), (Scale scale) => scale.To,
                (scale, to) => scale with { To = to }, "What the smallest value becomes, and what the largest.")) { HasMain = true, Example = "{ scale: [-1, 1] }" },
    ]);

    public static ChoiceForm<Preparation> Form { get; } = new(() => All);
}
