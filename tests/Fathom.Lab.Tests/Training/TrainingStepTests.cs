using Fathom.Lab.Training;
using Fathom.Recipes;
using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Training;

/// <summary>What a step does, and in which order.</summary>
public class TrainingStepTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Whoever_watches_sees_the_gradients_that_the_optimizer_gets()
    {
        var recipe = With(new TrainingPlan { Optimizer = new Sgd { LearningRate = 0.1 }, Batch = 32, ClipNorm = 1e-3 });
        using var trainer = new Trainer(recipe, Stop);
        using var monitor = GradientMonitor.Attach(trainer.Module, trainer.Optimizer, new() { Every = 1 });

        trainer.Run(1, monitor.Step, cancellation: Stop);

        var parameters = monitor.History.Latest!.Parameters;
        Assert.Equal(1e-3, Math.Sqrt(parameters.Sum(parameter => Math.Pow(parameter.Gradient!.Norm, 2))), 1e-8);
        Assert.Equal(1e-4, Math.Sqrt(parameters.Sum(parameter => Math.Pow(parameter.Update!.Change.Norm, 2))), 1e-6);
        Assert.True(trainer.LastClip.Clipped);
        Assert.Equal(1e-3, trainer.LastClip.Norm * trainer.LastClip.Factor, 1e-9);
    }

    [Fact]
    public void Whoever_watches_sees_decay_and_bounds_as_part_of_the_update()
    {
        var recipe = With(new TrainingPlan { Optimizer = new Sgd { LearningRate = 0.1 }, Batch = 32, WeightDecay = 9 });
        using var trainer = new Trainer(recipe, Stop);
        using var monitor = GradientMonitor.Attach(trainer.Module, trainer.Optimizer, new() { Every = 1 });

        trainer.Run(1, monitor.Step, cancellation: Stop);

        Assert.InRange(monitor.History.Latest!.Parameters.First(parameter => parameter.Name == "linear1.weight").Update!.Ratio, 0.8, 1);
    }

    [Fact]
    public void Each_clipping_word_has_its_rule_in_the_documented_order()
    {
        var plan = new TrainingPlan { ClipNorm = 1, ClipValue = 2, ClipLayerNorm = 3, AdaptiveClip = new ZScoreClip() };

        Assert.Equal(["ClipGradientValue", "ClipLayerNorm", "ClipGradientNorm", "ClipSpikes"], Clipping.Of(plan).Select(clip => clip.GetType().Name));
        Assert.Equal("ClipAdaptively", Clipping.Of(new TrainingPlan { AdaptiveClip = new PercentileClip() }).Single().GetType().Name);
        Assert.Equal("ClipUnitwise", Clipping.Of(new TrainingPlan { AdaptiveClip = new UnitwiseClip() }).Single().GetType().Name);
        Assert.Empty(Clipping.Of(new TrainingPlan()));
    }

    [Fact]
    public void Penalties_add_their_formula_to_the_loss_and_its_gradient()
    {
        using var scope = NewDisposeScope();
        var recipe = With(new TrainingPlan { Batch = 32 });
        var (plain, penalised) = (First(recipe), First(recipe with { Training = recipe.Training with { L1 = 0.01, L2 = 0.3 } }));
        using var module = Fathom.Lab.Modules.NetworkBuilder.Build(recipe);
        var weights = module.parameters().Where(parameter => parameter.dim() >= 2).ToArray();

        var expected = weights.Sum(weight => 0.01 * weight.abs().sum().item<float>() + 0.15 * weight.square().sum().item<float>());

        Assert.Equal(expected, penalised.Loss - plain.Loss, 1e-5);
        Assert.True((penalised.Gradient - plain.Gradient).allclose(weights[0].sign() * 0.01 + weights[0] * 0.3, 1e-4, 1e-6));
    }

    [Fact]
    public void Goes_on_and_ends_as_ever_where_gradients_are_lost_under_clipping()
    {
        var recipe = With(new TrainingPlan { Optimizer = new Sgd { LearningRate = 1e6 }, Batch = 32, AdaptiveClip = new UnitwiseClip { Ratio = 1000 } }) with { Loss = new Mse() };
        using var trainer = new Trainer(recipe, Stop);

        Assert.True(trainer.Run(3000, cancellation: Stop).Lost);
        Assert.True(trainer.LastClip.WasNonFinite);
    }

    static (double Loss, Tensor Gradient) First(Recipe recipe)
    {
        using var trainer = new Trainer(recipe, Stop);
        Tensor? gradient = null;
        var loss = trainer.Run(1, _ => gradient = trainer.Module.parameters().First().grad!.clone().MoveToOuterDisposeScope(), cancellation: Stop).FirstLoss;
        return (loss, gradient!);
    }

    static Recipe With(TrainingPlan plan) => Some.Recipe() with { Training = plan };
}
