using Fathom.Lab.Training;
using Fathom.Recipes;
using Fathom.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Training;

public class PrecisionTests
{
    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.Float64)]
    [InlineData(Precision.Bfloat16)]
    [InlineData(Precision.Float16)]
    public void Trains_repeatably_under_probes_and_leaves_no_tensor_behind(Precision precision)
    {
        var recipe = Of(precision);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        var losses = Losses(recipe, out var history);

        Assert.Equal(losses, Losses(recipe, out _));
        Assert.True(losses[^1] < losses[0]);
        Assert.True(history.Latest!.Parameters.All(parameter => parameter.Gradient is { HasNonFinite: false, Norm: > 0 }));
        Assert.All(history.Latest.Parameters, parameter => Assert.NotNull(parameter.Update));
        Assert.NotEmpty(history.Latest.Ledger.Links);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Begins_with_the_same_weights_whatever_the_precision()
    {
        using var scope = NewDisposeScope();
        using var single = new Trainer(Of(Precision.Float32), TestContext.Current.CancellationToken);
        using var whole = new Trainer(Of(Precision.Float64), TestContext.Current.CancellationToken);
        using var brain = new Trainer(Of(Precision.Bfloat16), TestContext.Current.CancellationToken);
        var weights = single.Module.parameters().First();

        Assert.Equal([float64, bfloat16], new[] { whole, brain }.Select(trainer => trainer.Module.parameters().First().dtype));
        Assert.True(weights.to(float64).Equals(whole.Module.parameters().First()));
        Assert.True(weights.to(bfloat16).Equals(brain.Module.parameters().First()));
    }

    [Fact]
    public void Goes_with_everything_else_that_a_training_can_say()
    {
        Assert.All((Precision[])[Precision.Float64, Precision.Bfloat16], precision =>
        {
            var recipe = Of(precision);
            var full = recipe with
            {
                Network = recipe.Network with { Init = new Lsuv() },
                Training = recipe.Training with
                {
                    Optimizer = new AdamW { LearningRate = 0.01 }, ClipNorm = 1, ClipValue = 0.5, ClipLayerNorm = 1, AdaptiveClip = new UnitwiseClip(),
                    L1 = 1e-5, L2 = 1e-5, MaxNorm = 3, WeightDecay = 0.01, Schedule = new WarmUp { Steps = 3, Then = new CosineDecay() },
                },
            };

            Assert.All(Losses(full, out _), loss => Assert.True(double.IsFinite(loss)));
        });
    }

    static double[] Losses(Recipe recipe, out Fathom.Ledger.ReadingHistory history)
    {
        var losses = new List<double>();
        using var trainer = new Trainer(recipe, TestContext.Current.CancellationToken);
        using var monitor = GradientMonitor.Attach(trainer.Module, trainer.Optimizer, new() { Every = 1 });
        trainer.Run(30, monitor.Step, step => losses.Add(step.Loss), TestContext.Current.CancellationToken);
        losses.Add(trainer.Evaluate(TestContext.Current.CancellationToken)!.Loss);
        history = monitor.History;
        return [.. losses];
    }

    static Recipe Of(Precision precision)
    {
        var recipe = Some.Recipe(steps: 30);
        return recipe with { Training = recipe.Training with { Precision = precision } };
    }
}
