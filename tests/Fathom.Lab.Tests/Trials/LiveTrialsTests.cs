using Fathom.Lab.Trials;
using Fathom.Recipes;
using TorchSharp;

namespace Fathom.Lab.Tests.Trials;

public class LiveTrialsTests
{
    [Fact]
    public void A_trial_that_pauses_takes_the_same_steps_as_one_that_does_not()
    {
        var recipe = WithDropout(seed: 3);

        var paused = Run([(recipe, 4), (recipe, 9), (recipe, 20)])[^1];
        var alone = Run([(recipe, 20)])[^1];

        Assert.Equal(alone.Losses, paused.Losses);
        Assert.Equal(alone.HeldOut[^1], paused.HeldOut[^1]);
        Assert.Equal([4L, 9, 20], paused.HeldOut.Select(point => point.Step));
    }

    [Fact]
    public void Trials_that_draw_from_the_same_generator_do_not_disturb_each_other()
    {
        var (one, other) = (WithDropout(seed: 3), WithDropout(seed: 4));

        using var trials = new LiveTrials();
        _ = trials.Run([new(1, one, 5), new(2, other, 3)], cancellation: TestContext.Current.CancellationToken);
        _ = trials.Run([new(2, other, 9), new(1, one, 7)], cancellation: TestContext.Current.CancellationToken);
        var together = trials.Run([new(1, one, 15), new(2, other, 15)], cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(Run([(one, 15)])[0].Losses, together[0].Losses);
        Assert.Equal(Run([(other, 15)])[0].Losses, together[1].Losses);
        Assert.NotEqual(together[0].Losses, together[1].Losses);
    }

    [Fact]
    public void Whoever_else_draws_random_numbers_draws_the_same_as_without_trials()
    {
        torch.manual_seed(5);
        using var expected = torch.rand(3);
        torch.manual_seed(5);

        _ = Run([(WithDropout(seed: 3), 5)]);

        using var drawn = torch.rand(3);
        Assert.Equal(expected.data<float>().ToArray(), drawn.data<float>().ToArray());
    }

    [Fact]
    public void A_treated_trial_sees_the_batches_of_the_untreated_one()
    {
        var recipe = Some.Recipe();
        var treated = recipe with { Training = recipe.Training with { Optimizer = new Sgd { LearningRate = 1e-9 } } };

        using var trials = new LiveTrials();
        var pair = trials.Run([new(0, recipe, 10), new(1, treated, 10)], cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(pair[0].Losses[0], pair[1].Losses[0]);
        Assert.NotEqual(pair[0].Losses[9], pair[1].Losses[9]);
    }

    [Fact]
    public void A_recipe_that_cannot_be_trained_is_a_failed_trial_beside_the_others()
    {
        var refused = Some.Recipe() with { Data = new Csv { Path = "/no/such/file.csv" } };

        using var trials = new LiveTrials();
        var ran = trials.Run([new(1, refused, 5), new(2, Some.Recipe(), 5)], cancellation: TestContext.Current.CancellationToken);

        Assert.True(ran[0].Failure!.IsRefusal);
        Assert.Contains("/no/such/file.csv", ran[0].Failure!.Reason, StringComparison.Ordinal);
        Assert.Null(ran[1].Failure);
    }

    [Fact]
    public void A_lost_training_ends_and_keeps_its_last_held_out_result()
    {
        var exploding = Some.Recipe() with
        {
            Network = new Network { Input = [2], Layers = [new Linear { Units = 8 }, new Relu(), new Linear { Units = 8 }, new Relu(), new Linear { Units = 3 }] },
            Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = 1e6, Momentum = 0.9 }, Batch = 32 },
        };

        var trial = Run([(exploding, 100)])[0];

        Assert.True(trial.IsLost);
        Assert.InRange(trial.Steps, 2, 99);
        Assert.NotNull(trial.HeldOutAt(100));
        Assert.Null(trial.HeldOutAt(1));
    }

    [Fact]
    public void A_cancelled_trial_ends_with_the_running_step()
    {
        using var stop = new CancellationTokenSource();
        using var trials = new LiveTrials();
        var steps = 0L;

        Assert.Throws<OperationCanceledException>(() => trials.Run([new(0, Some.Recipe(), 400)], progress =>
        {
            steps = progress.Step;
            if (steps == 3) stop.Cancel();
        }, stop.Token));

        Assert.Equal(3, steps);
    }

    [Fact]
    public void Released_trials_leave_no_tensor_behind()
    {
        _ = Run([(WithDropout(seed: 3), 2)]);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        _ = Run([(WithDropout(seed: 3), 2), (WithDropout(seed: 3), 6)]);

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    static Recipe WithDropout(long seed) => Some.Recipe(seed) with
    {
        Network = new Network { Input = [2], Layers = [new Linear { Units = 8 }, new Tanh(), new Dropout { Probability = 0.4 }, new Linear { Units = 3 }] },
    };

    static List<Trial> Run(IEnumerable<(Recipe Recipe, long Steps)> orders)
    {
        using var trials = new LiveTrials();
        return [.. orders.Select(order => trials.Run([new(1, order.Recipe, order.Steps)])[0])];
    }
}
