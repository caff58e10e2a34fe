using Fathom.Lab.Training;
using Fathom.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Training;

public class TrainerTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<Optimizer> Optimizers =>
        [new Sgd { LearningRate = 0.1 }, new Sgd { LearningRate = 0.1, Momentum = 0.9 }, new Adam { LearningRate = 0.01 }];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Gives_the_same_losses_and_weights_to_the_bit_for_the_same_seed(Optimizer optimizer)
    {
        var recipe = Digits(optimizer);

        var (losses, weights) = Train(recipe);
        rand(10).Dispose();
        var (again, sameWeights) = Train(recipe);
        var (others, _) = Train(recipe with { Seed = 2 });

        Assert.Equal(losses, again);
        Assert.Equal(weights, sameWeights);
        Assert.NotEqual(losses, others);
    }

    [Fact]
    public void Gives_the_same_losses_and_weights_with_a_thread_for_each_core()
    {
        var threads = get_num_threads();
        set_num_threads(Environment.ProcessorCount);
        try
        {
            var recipe = Digits(new Sgd { LearningRate = 0.1 });

            Assert.Equivalent(Train(recipe, steps: 10), Train(recipe, steps: 10), strict: true);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Learns_to_tell_blobs_apart(Optimizer optimizer)
    {
        var recipe = Some.Recipe() with { Training = new TrainingPlan { Optimizer = optimizer, Batch = 32 } };
        using var trainer = new Trainer(recipe, Stop);
        var before = trainer.Evaluate(Stop)!;

        var outcome = trainer.Run(200, cancellation: Stop);

        var after = trainer.Evaluate(Stop)!;
        Assert.True(outcome.LastLoss < outcome.FirstLoss);
        Assert.True(after.Loss < before.Loss);
        Assert.True(after.Accuracy > 0.95, $"The accuracy is {after.Accuracy}.");
        Assert.Equal((200, false, false), (outcome.Steps, outcome.Interrupted, outcome.Lost));
    }

    [Fact]
    public void Learns_with_each_loss()
    {
        Assert.All((Loss[])[new Mse(), new BceWithLogits(), new CrossEntropy()], loss =>
        {
            var recipe = Some.Recipe() with
            {
                Data = new Circles { Samples = 400 },
                Loss = loss,
                Network = new Network { Input = [2], Layers = [new Linear { Units = 16 }, new Tanh(), new Linear { Units = 2 }] },
                Training = new TrainingPlan { Optimizer = new Adam { LearningRate = 0.02 }, Batch = 64 },
            };
            using var trainer = new Trainer(recipe, Stop);

            trainer.Run(150, cancellation: Stop);

            Assert.InRange(trainer.Evaluate(Stop)!.Accuracy!.Value, 0.95, 1);
        });
    }

    [Fact]
    public void Takes_one_output_for_two_classes()
    {
        var recipe = Some.Recipe() with
        {
            Data = new Blobs { Samples = 200, Classes = 2 },
            Loss = new BceWithLogits(),
            Network = new Network { Input = [2], Layers = [new Linear { Units = 1 }] },
        };
        using var trainer = new Trainer(recipe, Stop);

        trainer.Run(100, cancellation: Stop);

        Assert.InRange(trainer.Evaluate(Stop)!.Accuracy!.Value, 0.95, 1);
    }

    [Fact]
    public void Goes_on_for_five_steps_after_the_loss_is_lost_and_then_ends()
    {
        var recipe = Some.Recipe() with { Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = 1e6 }, Batch = 32 }, Loss = new Mse() };
        var losses = new List<double>();
        using var trainer = new Trainer(recipe, Stop);

        var outcome = trainer.Run(1000, onStep: step => losses.Add(step.Loss), cancellation: Stop);

        Assert.True(outcome.Lost);
        Assert.False(outcome.Interrupted);
        Assert.Equal(1 + Trainer.StepsAfterLoss, losses.Count(loss => !double.IsFinite(loss)));
        Assert.False(double.IsFinite(outcome.LastLoss));
        Assert.False(double.IsFinite(trainer.Evaluate(Stop)!.Loss));
    }

    [Fact]
    public void Hands_each_loss_over_before_the_update()
    {
        using var trainer = new Trainer(Some.Recipe(), Stop);
        var norms = new List<float>();

        trainer.Run(3, takeStep: _ =>
        {
            using var gradient = trainer.Module.parameters().First().grad!.norm();
            norms.Add(gradient.item<float>());
            trainer.Optimizer.step();
        }, cancellation: Stop);

        Assert.Equal(3, norms.Count);
        Assert.All(norms, norm => Assert.True(norm > 0));
    }

    [Fact]
    public void Evaluates_without_changing_anything()
    {
        using var trainer = new Trainer(Some.Recipe(), Stop);
        trainer.Module.train();

        var first = trainer.Evaluate(Stop);

        Assert.Equal(first, trainer.Evaluate(Stop));
        Assert.True(trainer.Module.training);
        Assert.All(trainer.Module.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void Goes_through_all_samples_in_each_epoch()
    {
        var recipe = Some.Recipe() with { Data = new Blobs { Samples = 100, HoldOut = 0 }, Training = new TrainingPlan { Batch = 25 } };
        using var trainer = new Trainer(recipe, Stop);
        using var scope = NewDisposeScope();
        var batches = new Batches(trainer.Dataset.Training, 25, seed: 1);

        var epoch = cat([.. Enumerable.Range(0, 4).Select(_ => batches.Next().Features[TensorIndex.Colon, 0])]);

        Assert.True(epoch.sort().Values.Equals(trainer.Dataset.Training.Features[TensorIndex.Colon, 0].sort().Values));
    }

    [Fact]
    public void Leaves_no_tensor_behind_however_long_it_trains()
    {
        using var trainer = new Trainer(Some.Recipe(), Stop);
        trainer.Run(2, cancellation: Stop);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        trainer.Run(50, cancellation: Stop);
        trainer.Evaluate(Stop);

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    static (double[] Losses, float[] Weights) Train(Recipe recipe, long steps = 30)
    {
        var losses = new List<double>();
        using var trainer = new Trainer(recipe, Stop);
        trainer.Run(steps, onStep: step => losses.Add(step.Loss), cancellation: Stop);
        losses.Add(trainer.Evaluate(Stop)!.Loss);
        return ([.. losses], [.. trainer.Module.parameters().SelectMany(parameter => parameter.data<float>().ToArray())]);
    }

    static Recipe Digits(Optimizer optimizer) => Some.Recipe() with
    {
        Data = new Digits { Samples = 1000 },
        Network = new Network { Input = [784], Layers = [new Linear { Units = 64 }, new Relu(), new Linear { Units = 10 }] },
        Training = new TrainingPlan { Optimizer = optimizer, Batch = 128 },
    };
}
