using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class LossWords
{
    public static Family All { get; } = new("loss", Spelling.Call,
    [
        new("cross-entropy", "The surprise at the right class after a softmax: one output per class.", () => new CrossEntropy(),
            Option.Of("label-smoothing", new NumberForm(0, 1), (CrossEntropy loss) => loss.LabelSmoothing,
                (loss, share) => loss with { LabelSmoothing = share }, "Which share of the certainty is spread evenly over all classes.")),
        new("nll", "The negative log-likelihood of the right class: one output per class, which must be log-probabilities.", () => new Nll()),
        new("mse", "The mean squared error: for one number, or for one output per class that should be 1 for the right class and else 0.",
            () => new Mse()),
        new("mae", "The mean absolute error: for one number, or for one output per class that should be 1 for the right class and else 0.",
            () => new Mae()) { Aliases = ["l1"] },
        new("huber", "Half the squared error up to delta, and beyond it a straight line.", () => new Huber(),
            Option.Of("delta", new NumberForm(0, 1e6) { Above = true }, (Huber loss) => loss.Delta,
                (loss, delta) => loss with { Delta = delta }, "Where the line begins.")) { HasMain = true },
        new("bce", "Binary cross-entropy of probabilities: one output for two classes, or one output per class, after a sigmoid layer.",
            () => new Bce()),
        new("bce-with-logits", "Binary cross-entropy after a sigmoid: one output for two classes, or one output per class.",
            () => new BceWithLogits()),
    ]);

    public static ChoiceForm<Loss> Form { get; } = new(() => All);
}
