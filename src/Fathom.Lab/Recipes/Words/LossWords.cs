using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class LossWords
{
    public static Family All { get; } = new("loss", Spelling.Call,
    [
        new("cross-entropy", "The surprise at the right class after a softmax: one output per class.", () => new CrossEntropy()),
        new("mse", "The mean squared error: for one number, or for one output per class that should be 1 for the right class and else 0.",
            () => new Mse()),
        new("bce-with-logits", "Binary cross-entropy after a sigmoid: one output for two classes, or one output per class.",
            () => new BceWithLogits()),
    ]);

    public static ChoiceForm<Loss> Form { get; } = new(() => All);
}
