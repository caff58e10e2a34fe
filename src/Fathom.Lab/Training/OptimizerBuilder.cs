using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>Makes live optimizers from recipes.</summary>
static class OptimizerBuilder
{
    public static optim.Optimizer Build(Optimizer optimizer, nn.Module module) => optimizer switch
    {
        Sgd sgd => optim.SGD(module.parameters(), sgd.LearningRate, sgd.Momentum),
        Adam adam => optim.Adam(module.parameters(), adam.LearningRate, adam.Betas[0], adam.Betas[1], adam.Epsilon),
        var other => throw new NotSupportedException($"No optimizer is known for {other.GetType().Name}."),
    };
}
