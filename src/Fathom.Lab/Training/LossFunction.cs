using Fathom.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Lab.Training;

/// <summary>The mean loss of a batch, from answers and targets.</summary>
static class LossFunction
{
    public static Func<Tensor, Tensor, Tensor> Of(Loss loss) => loss switch
    {
        CrossEntropy entropy => (answers, targets) => functional.cross_entropy(PerClass(answers), targets, label_smoothing: entropy.LabelSmoothing),
        Nll => (answers, targets) => functional.nll_loss(PerClass(answers), targets),
        Mse => (answers, targets) => functional.mse_loss(answers, targets),
        Mae => (answers, targets) => functional.l1_loss(answers, targets),
        Huber huber => (answers, targets) => functional.huber_loss(answers, targets, huber.Delta),
        Bce => (answers, targets) => functional.binary_cross_entropy(answers, targets),
        BceWithLogits => (answers, targets) => functional.binary_cross_entropy_with_logits(answers, targets),
        var other => throw new NotSupportedException($"No function is known for the loss {other.GetType().Name}."),
    };

    // torch wants the classes before the time steps.
    static Tensor PerClass(Tensor answers) => answers.dim() == 3 ? answers.transpose(1, 2) : answers;
}
