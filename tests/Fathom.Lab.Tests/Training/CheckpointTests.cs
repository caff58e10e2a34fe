using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Recipes;
using Fathom.Torch;
using Fathom.Torch.Guards;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    const string Mlp = """
        name: mlp
        data: { source: digits, samples: 600 }
        network:
          input: [784]
          layers: [ { linear: 32 }, relu, { dropout: 0.3 }, { linear: 10 } ]
        training:
          optimizer: { adam: { lr: 0.003, amsgrad: true } }
          batch: 50
          steps: 40
          weight-decay: 0.01
          schedule: { warm-up: { steps: 10, then: { cosine: { to: 0.0001 } } } }
        """;

    const string Cnn = """
        name: cnn
        data: { source: digits, samples: 300 }
        network:
          input: [1, 28, 28]
          layers: [ { conv2d: { channels: 4, kernel: 3 } }, batch-norm, relu, { max-pool: 4 }, flatten, { linear: 10 } ]
        training:
          optimizer: { sgd: { lr: 0.2, momentum: 0.9 } }
          batch: 32
          steps: 40
          schedule: { on-plateau: { patience: 2, factor: 0.7, smoothing: 0.5, cooldown: 1 } }
          adaptive-clip: { percentile: { percent: 60 } }
        """;

    const string Lstm = """
        name: lstm
        data: { source: adding-problem, samples: 300, length: 12 }
        network:
          input: [12, 2]
          layers: [ { lstm: 12, output: last, form: cells }, { linear: 1 } ]
        loss: mse
        training:
          optimizer: { rmsprop: { lr: 0.003, momentum: 0.5, centered: true } }
          batch: 40
          steps: 40
          schedule: { on-plateau: { patience: 1, factor: 0.5 } }
          adaptive-clip: { z-score: { warm-up: 5 } }
        """;

    /// <summary>Its scale begins too high, so that it is halved again and again, and is doubled every seven steps.</summary>
    const string Half = """
        name: half
        data: { source: digits, samples: 600 }
        network:
          input: [784]
          layers: [ { linear: 32 }, relu, { dropout: 0.3 }, { linear: 10 } ]
        training:
          optimizer: { adam: { lr: 0.003 } }
          batch: 50
          steps: 40
          weight-decay: 0.01
          clip-norm: 1
          max-norm: 2
          precision: float16
          loss-scale: { dynamic: { initial: 16777216, interval: 7 } }
        """;

    readonly TemporaryFolder _folder = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Trainings => new()
    {
        { Mlp, 1 }, { Mlp, 17 }, { Mlp, 39 }, { Cnn, 7 }, { Cnn, 23 }, { Lstm, 3 }, { Lstm, 20 }, { Half, 2 }, { Half, 25 },
    };

    [Theory]
    [MemberData(nameof(Trainings))]
    public void A_training_goes_on_from_a_file_as_if_it_had_never_ended(string yaml, int pause)
    {
        var recipe = RecipeFile.Parse(yaml);
        var (whole, losses) = Train(recipe, recipe.Training.Steps, from: null);
        var path = Path.Combine(_folder.Path, "a.checkpoint");
        var (_, before) = Train(recipe, pause, from: null, saveTo: path);
        manual_seed(99);

        var (continued, after) = Train(recipe, recipe.Training.Steps - pause, from: path);

        Assert.Equal(losses, before.Concat(after));
        Assert.Equal(whole, continued);
    }

    [Fact]
    public void Guards_go_on_with_what_they_had_learnt()
    {
        var recipe = RecipeFile.Parse(Mlp);
        string[] guards = ["skip-non-finite", "skip-spike", "clip-adaptively", "clip-spikes", "lower-learning-rate-on-divergence", "roll-back", "stop-on-hopeless"];
        var path = Path.Combine(_folder.Path, "a.checkpoint");
        var (whole, events) = Guarded(recipe, 40, guards, from: null, saveTo: null);
        var (_, before) = Guarded(recipe, 30, guards, from: null, saveTo: path);

        var (continued, after) = Guarded(recipe, 40, guards, from: path, saveTo: null);

        // The loss is poisoned from step 29 to 33, across the pause: roll-back returns to a snapshot that lies in the file.
        Assert.Contains(after, happened => happened.Contains("roll-back", StringComparison.Ordinal));
        Assert.Equal(events, before.Concat(after));
        Assert.Equal(whole, continued);
    }

    [Fact]
    public void A_treated_recipe_goes_on_from_the_same_step_and_place_in_the_data()
    {
        var recipe = RecipeFile.Parse(Mlp);
        using var first = new Trainer(recipe, Stop);
        first.Run(10, cancellation: Stop);
        using var checkpoint = Checkpoint.Of(first);
        var treated = recipe with { Network = recipe.Network with { Layers = [new Linear { Units = 32 }, new Tanh(), new Linear { Units = 10 }] } };
        using var second = new Trainer(treated, Stop);

        Assert.Throws<CheckpointException>(() => checkpoint.RestoreTo(second));
        checkpoint.RestoreCourseTo(second);
        second.Run(1, cancellation: Stop);

        Assert.Equal((11, first.FirstLoss), (second.Steps, second.FirstLoss));
    }

    [Fact]
    public void Another_recipe_is_refused_with_what_differs()
    {
        var recipe = RecipeFile.Parse(Mlp);
        using var trainer = new Trainer(recipe, Stop);
        using var checkpoint = Checkpoint.Of(trainer);
        using var other = new Trainer(RecipeFile.Parse(Mlp.Replace("relu", "tanh", StringComparison.Ordinal)), Stop);
        using var longer = new Trainer(recipe with { Name = "longer", Training = recipe.Training with { Steps = 99 } }, Stop);

        var refusal = Assert.Throws<CheckpointException>(() => checkpoint.RestoreTo(other));

        Assert.Contains("relu", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("tanh", refusal.Message, StringComparison.Ordinal);
        checkpoint.RestoreTo(longer);
    }

    [Fact]
    public void Data_with_another_number_of_samples_is_refused()
    {
        var recipe = RecipeFile.Parse(Mlp);
        using var trainer = new Trainer(recipe, Stop);
        using var checkpoint = Checkpoint.Of(trainer);
        using var other = new Trainer(recipe with { Data = new Digits { Samples = 500 } }, Stop);

        Assert.Contains("480 samples, but the data has 400", Assert.Throws<CheckpointException>(() => checkpoint.RestoreCourseTo(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_whole_checkpoint_is_refused_in_a_sentence()
    {
        using var trainer = new Trainer(RecipeFile.Parse(Mlp), Stop);
        var path = Path.Combine(_folder.Path, "whole");
        using (var checkpoint = Checkpoint.Of(trainer)) checkpoint.Save(path);
        using (var snapshot = TrainingSnapshot.Of(trainer.Module, trainer.Optimizer)) snapshot.Save(Path.Combine(_folder.Path, "weights"));
        var bytes = File.ReadAllBytes(path);
        byte[] newer = [.. bytes];
        newer[17] = (byte)'9';
        byte[] flipped = [.. bytes];
        flipped[bytes.Length / 2] ^= 1;

        Assert.Contains("there is no such file", Refusal(Path.Combine(_folder.Path, "none")), StringComparison.Ordinal);
        Assert.Contains("is a folder", Refusal(_folder.Path), StringComparison.Ordinal);
        Assert.Contains("does not begin like one", Refusal(_folder.Write("picture", "\u0089PNG and so on, for a while")), StringComparison.Ordinal);
        Assert.Contains("does not begin like one", Refusal(_folder.Write("empty", [])), StringComparison.Ordinal);
        Assert.Contains("a newer Fathom wrote it", Refusal(_folder.Write("newer", newer)), StringComparison.Ordinal);
        Assert.Contains("its sum is wrong", Refusal(_folder.Write("flipped", flipped)), StringComparison.Ordinal);
        Assert.Contains("its end is missing", Refusal(_folder.Write("half", bytes[..(bytes.Length / 2)])), StringComparison.Ordinal);
        Assert.Contains("weights only", Refusal(Path.Combine(_folder.Path, "weights")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_the_old_one()
    {
        using var trainer = new Trainer(RecipeFile.Parse(Mlp), Stop);
        var path = Path.Combine(_folder.Path, "a.checkpoint");
        using var checkpoint = Checkpoint.Of(trainer);
        checkpoint.Save(path);
        // The place beside is taken by a folder.
        Directory.CreateDirectory(path + ".new");

        Assert.ThrowsAny<Exception>(() => checkpoint.Save(path));

        Checkpoint.Load(path).Dispose();
    }

    public void Dispose() => _folder.Dispose();

    static string Refusal(string path) => Assert.Throws<CheckpointException>(() => Checkpoint.Load(path)).Message;

    static (byte[] Weights, double[] Losses) Train(Recipe recipe, long steps, string? from, string? saveTo = null)
    {
        var losses = new List<double>();
        using var trainer = new Trainer(recipe, Stop);
        Restore(trainer, monitor: null, from);
        trainer.Run(steps, onStep: step => losses.Add(step.Loss), cancellation: Stop);
        Save(trainer, monitor: null, saveTo);
        return (WeightsOf(trainer), [.. losses]);
    }

    static (byte[] Weights, string[] Events) Guarded(Recipe recipe, long until, string[] guards, string? from, string? saveTo)
    {
        var events = new List<string>();
        using var trainer = new Trainer(recipe, Stop);
        Restore(trainer, monitor: null, from);
        using var monitor = GradientMonitor.Attach(trainer.Module, trainer.Optimizer, new()
        {
            Guards = GuardWords.Of(guards), PortableHooks = true, Every = 1, OnGuardEvent = happened => events.Add(happened.ToString()),
        });
        Restore(trainer: null, monitor, from);
        var entropy = trainer.Loss;
        trainer.Loss = (answers, targets) => trainer.Steps is >= 28 and <= 32 ? entropy(answers, targets).mul(1e6) : entropy(answers, targets);
        trainer.RunGuarded(until - trainer.Steps, monitor, cancellation: Stop);
        Save(trainer, monitor, saveTo);
        return (WeightsOf(trainer), [.. events]);
    }

    static void Restore(Trainer? trainer, GradientMonitor? monitor, string? from)
    {
        if (from is null) return;
        using var checkpoint = Checkpoint.Load(from);
        if (trainer is not null) checkpoint.RestoreTo(trainer);
        if (monitor is not null) checkpoint.RestoreTo(monitor);
    }

    static void Save(Trainer trainer, GradientMonitor? monitor, string? saveTo)
    {
        if (saveTo is null) return;
        using var checkpoint = Checkpoint.Of(trainer, monitor);
        checkpoint.Save(saveTo);
    }

    static byte[] WeightsOf(Trainer trainer) =>
        [.. trainer.Module.parameters().Concat(trainer.Module.named_buffers().Select(entry => entry.buffer)).SelectMany(tensor => tensor.bytes.ToArray())];
}
