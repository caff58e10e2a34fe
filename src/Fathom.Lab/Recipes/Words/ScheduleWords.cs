using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class ScheduleWords
{
    public static Family All { get; } = new("schedule", Spelling.Call,
    [
        new("constant", "The learning rate stays as it is.", () => new ConstantRate()),
        new("warm-up", "The learning rate grows evenly up to the whole, and then goes on as another schedule says.", () => new WarmUp { Steps = 1 },
            Option.Required("steps", Count(1), (WarmUp schedule) => schedule.Steps,
                (schedule, steps) => schedule with { Steps = steps }, "Over how many steps it grows."),
            Option.Of("then", Form, (WarmUp schedule) => schedule.Then,
                (schedule, then) => schedule with { Then = then }, "What comes after, over the steps that are left.")) { HasMain = true },
        new("step", "The learning rate is multiplied by a factor every so many steps.", () => new StepDecay { Every = 1 },
            Option.Required("every", Count(1), (StepDecay schedule) => schedule.Every,
                (schedule, every) => schedule with { Every = every }, "Every how many steps."),
            Option.Of("factor", new NumberForm(0, 1000) { Above = true }, (StepDecay schedule) => schedule.Factor,
                (schedule, factor) => schedule with { Factor = factor }, "What the rate is multiplied by.")) { HasMain = true },
        new("cosine", "The learning rate falls along half a cosine over the whole training.", () => new CosineDecay(),
            Option.Of("to", new NumberForm(0, 1e6), (CosineDecay schedule) => schedule.To,
                (schedule, to) => schedule with { To = to }, "The learning rate that it falls to.")) { HasMain = true },
        new("one-cycle", "The learning rate rises to a peak along half a cosine and falls far below its beginning along another.", () => new OneCycle(),
            Option.Of("max", new NumberForm(0, 1e6) { Above = true }, (OneCycle schedule) => schedule.Max,
                (schedule, max) => schedule with { Max = max }, "The peak; unless said, the optimizer's learning rate."),
            Option.Of("rise", new NumberForm(0, 1) { Above = true, Below = true }, (OneCycle schedule) => schedule.Rise,
                (schedule, rise) => schedule with { Rise = rise }, "Which share of the steps the rise takes."),
            Option.Of("start-divisor", new NumberForm(1, 1e9), (OneCycle schedule) => schedule.StartDivisor,
                (schedule, divisor) => schedule with { StartDivisor = divisor }, "What the peak is divided by at the beginning."),
            Option.Of("end-divisor", new NumberForm(1, 1e9), (OneCycle schedule) => schedule.EndDivisor,
                (schedule, divisor) => schedule with { EndDivisor = divisor }, "What the beginning is divided by at the end.")) { HasMain = true },
        new("on-plateau", "The learning rate is multiplied by a factor whenever the batches' loss has found no new best for a while.", () => new OnPlateau(),
            Option.Of("patience", Count(0), (OnPlateau schedule) => schedule.Patience,
                (schedule, patience) => schedule with { Patience = patience }, "How many steps without a new best are borne."),
            Option.Of("factor", new NumberForm(0, 1) { Above = true, Below = true }, (OnPlateau schedule) => schedule.Factor,
                (schedule, factor) => schedule with { Factor = factor }, "What the rate is multiplied by."),
            Option.Of("threshold", new NumberForm(0, 1) { Below = true }, (OnPlateau schedule) => schedule.Threshold,
                (schedule, threshold) => schedule with { Threshold = threshold }, "By which share of the best a loss must be lower to be a new best."),
            Option.Of("cooldown", Count(0), (OnPlateau schedule) => schedule.Cooldown,
                (schedule, cooldown) => schedule with { Cooldown = cooldown }, "How many steps after a drop are not counted."),
            Option.Of("least", new NumberForm(0, 1e6), (OnPlateau schedule) => schedule.Least,
                (schedule, least) => schedule with { Least = least }, "The learning rate below which it never falls."),
            Option.Of("smoothing", new NumberForm(0, 1) { Below = true }, (OnPlateau schedule) => schedule.Smoothing,
                (schedule, smoothing) => schedule with { Smoothing = smoothing }, "Which share of the running loss each step keeps.")) { HasMain = true },
    ]);

    public static ChoiceForm<Schedule> Form => new(() => All);

    static WholeForm<long> Count(long least) => new(least, 1_000_000_000);
}
