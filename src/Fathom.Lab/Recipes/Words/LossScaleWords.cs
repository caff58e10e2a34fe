using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class LossScaleWords
{
    public static Family All { get; } = new("loss scale", Spelling.Call,
    [
        new("none", "No scale, and no float32 copies of the weights.", () => new NoLossScale()),
        new("fixed", "A number that stays; 1 keeps float32 copies of the weights and scales nothing.", () => new FixedLossScale { By = 1 },
            Option.Required("by", Scale, (FixedLossScale scale) => scale.By,
                (scale, by) => scale with { By = by }, "The number.")) { HasMain = true },
        new("dynamic", "Halved in a step whose gradients overflow, which is skipped, and doubled after many that do not.", () => new DynamicLossScale(),
            Option.Of("initial", Scale, (DynamicLossScale scale) => scale.Initial,
                (scale, initial) => scale with { Initial = initial }, "The scale of the first step."),
            Option.Of("interval", new WholeForm<long>(1, 1_000_000_000), (DynamicLossScale scale) => scale.Interval,
                (scale, interval) => scale with { Interval = interval }, "After how many steps without an overflow it is doubled.")) { HasMain = true },
    ]);

    public static ChoiceForm<LossScale> Form { get; } = new(() => All);

    static NumberForm Scale => new(LossScale.Least, LossScale.Most);
}
