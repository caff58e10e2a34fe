using Fathom.Lab.Training;
using Fathom.Recipes;
using TorchSharp;

namespace Fathom.Lab.Tests.Training;

public class ContinuationTests
{
    static readonly Recipe Learning = new()
    {
        Name = "learning",
        Data = new Blobs { Samples = 300 },
        Network = new Network { Input = [2], Layers = [new Linear { Units = 8 }, new BatchNorm(), new Tanh(), new Dropout { Probability = 0.2 }, new Linear { Units = 3 }] },
        Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = 0.1, Momentum = 0.9 }, Batch = 32, Steps = 60 },
    };

    [Fact]
    public void The_checkpoints_own_recipe_goes_on_to_the_bit()
    {
        var whole = LossesOf(() => new Trainer(Learning), 40);
        using var checkpoint = After(20, Learning);

        var continued = LossesOf(() => Continuation.Of(checkpoint, Learning, keepsFunction: true, Stop).Trainer, 20);

        Assert.Equal(whole[20..], continued);
    }

    [Fact]
    public void A_treatment_that_changes_no_number_changes_no_bit_either()
    {
        // A weight decay of 1e-300 is another recipe, and nothing in 32 bits.
        var same = Learning with { Training = Learning.Training with { WeightDecay = 1e-300 } };
        using var checkpoint = After(20, Learning);

        var untreated = LossesOf(() => Continuation.Of(checkpoint, Learning, keepsFunction: true, Stop).Trainer, 20);
        var treated = LossesOf(() => Continuation.Of(checkpoint, same, keepsFunction: true, Stop).Trainer, 20);

        Assert.Equal(untreated, treated);
    }

    [Fact]
    public void A_lower_rate_begins_with_every_weight_bit_for_bit_and_with_the_momentum()
    {
        var treated = Learning with { Training = Learning.Training with { Optimizer = new Sgd { LearningRate = 0.01, Momentum = 0.9 } } };
        using var checkpoint = After(20, Learning);

        var (untreatedTrainer, _) = Continuation.Of(checkpoint, Learning, keepsFunction: true, Stop);
        var (treatedTrainer, inherited) = Continuation.Of(checkpoint, treated, keepsFunction: true, Stop);

        Assert.Equal(WeightsOf(untreatedTrainer), WeightsOf(treatedTrainer));
        Assert.Equal((0L, 0L, 0.0), (inherited.Started, inherited.Lost, inherited.Change));
        Assert.Equal(6, inherited.Remembered);
        Assert.Equal(1, inherited.Share);
        Assert.Equal(20, treatedTrainer.Steps);
        untreatedTrainer.Dispose();
        treatedTrainer.Dispose();
    }

    [Fact]
    public void Another_seed_gives_other_batches_from_the_same_weights_and_holds_out_the_same_samples()
    {
        using var checkpoint = After(20, Learning);

        var (own, _) = Continuation.Of(checkpoint, Learning, keepsFunction: true, Stop);
        var (other, _) = Continuation.Of(checkpoint, Learning with { Seed = 2 }, keepsFunction: true, Stop);

        Assert.Equal(WeightsOf(own), WeightsOf(other));
        Assert.Equal(own.Dataset.HeldOut!.Features.data<float>().ToArray(), other.Dataset.HeldOut!.Features.data<float>().ToArray());
        Assert.NotEqual(Losses(own, 5), Losses(other, 5));
        own.Dispose();
        other.Dispose();
    }

    [Fact]
    public void An_epoch_that_goes_on_with_another_seed_shows_no_sample_twice()
    {
        var whole = Learning with { Training = Learning.Training with { Batch = 24 } };
        using var trainer = new Trainer(whole);
        var samples = (int)trainer.Dataset.Training.Count;
        var batches = new Batches(trainer.Dataset.Training, 24, seed: 1);
        var seen = new List<float>();
        for (var batch = 0; batch < samples / 24; batch++)
        {
            if (batch == 3) batches.Reseed(2);
            using var scope = torch.NewDisposeScope();
            seen.AddRange(batches.Next().Features.select(1, 0).contiguous().data<float>().ToArray());
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public void A_batch_norm_that_is_put_in_begins_as_the_identity_where_the_function_is_to_be_kept()
    {
        var plain = Learning with { Network = new Network { Input = [2], Layers = [new Linear { Units = 8 }, new Tanh(), new Linear { Units = 3 }] } };
        var normed = plain with { Network = new Network { Input = [2], Layers = [new Linear { Units = 8 }, new BatchNorm(), new Tanh(), new Linear { Units = 3 }] } };
        using var checkpoint = After(20, plain);

        var (kept, exact) = Continuation.Of(checkpoint, normed, keepsFunction: true, Stop);
        var (changed, inexact) = Continuation.Of(checkpoint, normed, keepsFunction: false, Stop);

        Assert.True(exact.IsExact);
        Assert.False(inexact.IsExact);
        Assert.Equal((51L, 16L), (exact.Kept, exact.Started));
        Assert.Equal(51.0 / 67, inexact.Share, 1e-12);
        kept.Dispose();
        changed.Dispose();
    }

    [Fact]
    public void A_network_of_which_nothing_is_kept_is_refused_and_leaves_no_tensor_behind()
    {
        var wider = Learning with { Network = new Network { Input = [2], Layers = [new Linear { Units = 9 }, new Tanh(), new Linear { Units = 4 }, new Tanh(), new Linear { Units = 3, Bias = false }] } };
        using var checkpoint = After(20, Learning);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        var refusal = Assert.Throws<CheckpointException>(() => Continuation.Of(checkpoint, wider, keepsFunction: true, Stop));

        Assert.Contains("a new training", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_treated_checkpoint_is_the_same_step_of_the_treated_recipe_and_goes_on_alike()
    {
        var treated = Learning with { Name = "treated", Training = Learning.Training with { Optimizer = new Sgd { LearningRate = 0.01, Momentum = 0.9 } } };
        using var checkpoint = After(20, Learning);

        using var made = checkpoint.Treat(treated, cancellation: Stop);
        var fromTreated = LossesOf(() => Resumed(made, treated), 20);
        var straight = LossesOf(() => Continuation.Of(checkpoint, treated, keepsFunction: true, Stop).Trainer, 20);

        Assert.Equal((20L, "treated", treated), (made.Step, made.Recipe.Name, made.Recipe));
        Assert.Equal(straight, fromTreated);
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static Checkpoint After(long steps, Recipe recipe)
    {
        using var trainer = new Trainer(recipe);
        _ = trainer.Run(steps);
        return Checkpoint.Of(trainer);
    }

    static Trainer Resumed(Checkpoint checkpoint, Recipe recipe)
    {
        var trainer = new Trainer(recipe);
        checkpoint.RestoreTo(trainer);
        return trainer;
    }

    static double[] LossesOf(Func<Trainer> begin, long steps)
    {
        using var trainer = begin();
        return Losses(trainer, steps);
    }

    static double[] Losses(Trainer trainer, long steps)
    {
        var losses = new List<double>();
        _ = trainer.Run(steps, onStep: step => losses.Add(step.Loss));
        return [.. losses];
    }

    static float[] WeightsOf(Trainer trainer) => [.. trainer.Module.named_parameters().SelectMany(entry => entry.parameter.data<float>().ToArray())];
}
