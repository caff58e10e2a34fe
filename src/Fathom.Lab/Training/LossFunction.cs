using Fathom.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Lab.Training;

/// <summary>The mean loss of a batch, from answers and targets.</summary>
static class LossFunction
{
    public static Func<Tensor, Tensor, Tensor> Of(Loss loss) => loss switch
    {
        CrossEntropy => (answers, targets) => functional.cross_entropy(PerClass(answers), targets),
        Mse => (answers, targets) => functional.mse_loss(answers, targets),
        BceWithLogits => (answers, targets) => functional.binary_cross_entropy_with_logits(answers, targets),
        var other => throw new NotSupportedException($"No function is known for the loss {other.GetType().Name}."),
    };

    // torch wants the classes before the time steps.
    static Tensor PerClass(Tensor answers) => answers.dim() == 3 ? answers.transpose(1, 2) : answers;
}
