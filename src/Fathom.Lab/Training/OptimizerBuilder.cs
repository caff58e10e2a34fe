using Fathom.Lab.Modules;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using Fathom.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Live = TorchSharp.Modules;

namespace Fathom.Lab.Training;

/// <summary>Makes live optimizers from recipes.</summary>
static class OptimizerBuilder
{
    /// <summary>The optimizer of a recipe over the parameters of its network.</summary>
    /// <exception cref="RecipeException">A group matches no parameter.</exception>
    public static optim.Optimizer Build(Recipe recipe, NetworkModule module)
    {
        var names = module.named_parameters().Select(entry => entry.name).ToArray();
        return recipe.Training.LossScale is NoLossScale
            ? Over([.. module.named_parameters()], recipe)
            : new LossScaler(module, copies => Over([.. names.Zip(copies)], recipe), recipe.Training.LossScale);
    }

    static optim.Optimizer Over(IReadOnlyList<(string Name, Parameter Parameter)> parameters, Recipe recipe)
    {
        var optimizer = Make(recipe.Training.Optimizer, ParameterGroups.Of(recipe, parameters));
        return recipe.Training is { WeightDecay: 0, MaxNorm: double.PositiveInfinity }
            ? optimizer
            : new BoundedOptimizer(optimizer, recipe.Training.WeightDecay, recipe.Training.MaxNorm);
    }

    static optim.Optimizer Make(Fathom.Recipes.Optimizer optimizer, IReadOnlyList<ParameterGroups.Member> groups) => optimizer switch
    {
        Sgd sgd => optim.SGD(
            groups.Select(group => new Live.SGD.ParamGroup(group.Parameters,
                new Live.SGD.Options { LearningRate = group.LearningRate, weight_decay = group.WeightDecay })).ToArray(),
            sgd.LearningRate, sgd.Momentum, sgd.Dampening, sgd.WeightDecay, sgd.Nesterov),
        Fathom.Recipes.Adam adam => optim.Adam(
            groups.Select(group => new Live.Adam.ParamGroup(group.Parameters,
                new Live.Adam.Options { LearningRate = group.LearningRate, weight_decay = group.WeightDecay })).ToArray(),
            adam.LearningRate, adam.Betas[0], adam.Betas[1], adam.Epsilon, adam.WeightDecay, adam.AmsGrad),
        Fathom.Recipes.AdamW adam => optim.AdamW(
            groups.Select(group => new Live.AdamW.ParamGroup(group.Parameters,
                new Live.AdamW.Options { LearningRate = group.LearningRate, weight_decay = group.WeightDecay })).ToArray(),
            adam.LearningRate, adam.Betas[0], adam.Betas[1], adam.Epsilon, adam.WeightDecay, adam.AmsGrad),
        RmsProp rms => optim.RMSProp(
            groups.Select(group => new RMSProp.ParamGroup(group.Parameters,
                new RMSProp.Options { LearningRate = group.LearningRate, weight_decay = group.WeightDecay })).ToArray(),
            rms.LearningRate, rms.Alpha, rms.Epsilon, rms.WeightDecay, rms.Momentum, rms.Centered),
        Fathom.Recipes.Adagrad adagrad => optim.Adagrad(
            groups.Select(group => new Live.Adagrad.ParamGroup(group.Parameters,
                new Live.Adagrad.Options { LearningRate = group.LearningRate, weight_decay = group.WeightDecay })).ToArray(),
            adagrad.LearningRate, adagrad.LearningRateDecay, adagrad.WeightDecay, adagrad.InitialSum, adagrad.Epsilon),
        var other => throw new NotSupportedException($"No optimizer is known for {other.GetType().Name}."),
    };
}
