using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class OptimizerWords
{
    public static Family All { get; } = new("optimizer", Spelling.Under,
    [
        new("sgd", "Stochastic gradient descent: a step against the gradient.", () => new Sgd(),
            LearningRate<Sgd>(),
            Option.Of("momentum", new NumberForm(0, 1) { Below = true }, (Sgd sgd) => sgd.Momentum,
                (sgd, momentum) => sgd with { Momentum = momentum }, "Which share of the last update is taken along.")) { HasMain = true, Example = "{ sgd: { lr: 0.1, momentum: 0.9 } }" },
        new("adam", "Steps of a size of their own for each weight, after the gradient's running mean and square.", () => new Adam(),
            LearningRate<Adam>(),
            Option.Of("betas", new ListForm<double>(new NumberForm(0, 1) { Below = true }, 2, 2), (Adam adam) => adam.Betas,
                (adam, betas) => adam with { Betas = betas }, "How slowly the mean and the mean square forget."),
            Option.Of("eps", new NumberForm(0, 1) { Above = true }, (Adam adam) => adam.Epsilon,
                (adam, epsilon) => adam with { Epsilon = epsilon }, "What is added to the root of the mean square.")) { HasMain = true, Example = "{ adam: { lr: 0.001, betas: [0.9, 0.999] } }" },
    ]);

    public static ChoiceForm<Optimizer> Form { get; } = new(() => All);

    static Option LearningRate<T>()
        where T : Optimizer =>
        Option.Of("lr", new NumberForm(0, 1e6) { Above = true }, (T optimizer) => optimizer.LearningRate,
            (optimizer, rate) => (T)((Optimizer)optimizer with { LearningRate = rate }), "The learning rate.");
}
