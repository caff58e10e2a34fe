using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class OptimizerWords
{
    /// <summary>Parameters with settings of their own.</summary>
    public static Word Group { get; } = new("group", "Parameters that are treated in a way of their own.", () => new ParameterGroup { Match = "*" },
        Option.Required("match", new TextForm(200), (ParameterGroup group) => group.Match,
            (group, match) => group with { Match = match }, "Which parameters, by name, such as linear1.*: a star stands for anything."),
        Option.Of("lr", new NumberForm(0, 1e6), (ParameterGroup group) => group.LearningRate,
            (group, rate) => group with { LearningRate = rate }, "Their learning rate; 0 freezes them; unless said, the optimizer's."),
        Option.Of("weight-decay", new NumberForm(0, 1000), (ParameterGroup group) => group.WeightDecay,
            (group, decay) => group with { WeightDecay = decay }, "Their weight decay; unless said, the optimizer's."));

    public static Family All { get; } = new("optimizer", Spelling.Under,
    [
        Optimizer("sgd", "Stochastic gradient descent: a step against the gradient.", () => new Sgd(),
            Momentum((Sgd sgd) => sgd.Momentum, (sgd, momentum) => sgd with { Momentum = momentum }),
            Option.Of("dampening", new NumberForm(0, 1), (Sgd sgd) => sgd.Dampening,
                (sgd, dampening) => sgd with { Dampening = dampening }, "Which share of the gradient the momentum leaves out."),
            Option.Of("nesterov", new BooleanForm(), (Sgd sgd) => sgd.Nesterov,
                (sgd, nesterov) => sgd with { Nesterov = nesterov }, "Whether the momentum looks one step ahead; it then needs a momentum and no dampening.")),
        AdamLike("adam", "Steps of a size of their own for each weight, after the gradient's running mean and square.", () => new Adam()),
        AdamLike("adamw", "Adam with a weight decay that is taken off the weights themselves, 0.01 unless said.", () => new AdamW()),
        Optimizer("rmsprop", "The gradient divided by the root of its running mean square.", () => new RmsProp(),
            Option.Of("alpha", new NumberForm(0, 1) { Below = true }, (RmsProp rms) => rms.Alpha,
                (rms, alpha) => rms with { Alpha = alpha }, "How slowly the mean square forgets."),
            Epsilon((RmsProp rms) => rms.Epsilon, (rms, epsilon) => rms with { Epsilon = epsilon }),
            Momentum((RmsProp rms) => rms.Momentum, (rms, momentum) => rms with { Momentum = momentum }),
            Option.Of("centered", new BooleanForm(), (RmsProp rms) => rms.Centered,
                (rms, centered) => rms with { Centered = centered }, "Whether the gradient's mean is taken off, so that its variance divides.")),
        Optimizer("adagrad", "The gradient divided by the root of the sum of all its squares so far.", () => new Adagrad(),
            Option.Of("lr-decay", new NumberForm(0, 1000), (Adagrad adagrad) => adagrad.LearningRateDecay,
                (adagrad, decay) => adagrad with { LearningRateDecay = decay }, "By how much the learning rate's divisor grows with each step."),
            Option.Of("initial-sum", new NumberForm(0, 1e6), (Adagrad adagrad) => adagrad.InitialSum,
                (adagrad, sum) => adagrad with { InitialSum = sum }, "Where the sum of squares begins."),
            Epsilon((Adagrad adagrad) => adagrad.Epsilon, (adagrad, epsilon) => adagrad with { Epsilon = epsilon })),
    ]);

    public static ChoiceForm<Optimizer> Form { get; } = new(() => All);

    static Word AdamLike<T>(string name, string doc, Func<T> fresh)
        where T : AdamLike =>
        Optimizer(name, doc, fresh,
            Option.Of("betas", new ListForm<double>(new NumberForm(0, 1) { Below = true }, 2, 2), (T adam) => adam.Betas,
                (adam, betas) => (T)((AdamLike)adam with { Betas = betas }), "How slowly the mean and the mean square forget."),
            Epsilon((T adam) => adam.Epsilon, (adam, epsilon) => (T)((AdamLike)adam with { Epsilon = epsilon })),
            Option.Of("amsgrad", new BooleanForm(), (T adam) => adam.AmsGrad,
                (adam, amsGrad) => (T)((AdamLike)adam with { AmsGrad = amsGrad }), "Whether the mean square never shrinks."));

    static Word Optimizer<T>(string name, string doc, Func<T> fresh, params IReadOnlyList<Option> options)
        where T : Optimizer =>
        new(name, doc, fresh,
        [
            Option.Of("lr", new NumberForm(0, 1e6) { Above = true }, (T optimizer) => optimizer.LearningRate,
                (optimizer, rate) => (T)((Optimizer)optimizer with { LearningRate = rate }), "The learning rate."),
            .. options,
            Option.Of("weight-decay", new NumberForm(0, 1000), (T optimizer) => optimizer.WeightDecay,
                (optimizer, decay) => (T)((Optimizer)optimizer with { WeightDecay = decay }),
                "The weight decay, added to the gradient, or in AdamW taken off the weights."),
            Option.Of("groups", new ListForm<ParameterGroup>(new SectionForm<ParameterGroup>(Group), 0, 1000), (T optimizer) => optimizer.Groups,
                (optimizer, groups) => (T)((Optimizer)optimizer with { Groups = groups }),
                "Parameters with a learning rate or a weight decay of their own; the first group that matches counts."),
        ]) { HasMain = true };

    static Option Epsilon<T>(Func<T, object?> get, Func<T, double, T> set)
        where T : Optimizer =>
        Option.Of("eps", new NumberForm(0, 1) { Above = true }, get, set, "What is added to the root of the squares.");

    static Option Momentum<T>(Func<T, object?> get, Func<T, double, T> set)
        where T : Optimizer =>
        Option.Of("momentum", new NumberForm(0, 1) { Below = true }, get, set, "Which share of the last update is taken along.");
}
