using Fathom.Diagnoses;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Recipes;
using Fathom.Torch;
using Fathom.Treatments;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Training;

public sealed class LossScaleTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dynamic")]
    [InlineData("{ dynamic: { initial: 1024, interval: 10 } }")]
    [InlineData("fixed(1)")]
    [InlineData("{ fixed: { by: 128 } }")]
    public void A_scale_is_read_and_written(string scale)
    {
        var recipe = RecipeFile.Parse(Digits(0.05, $"float16, loss-scale: {scale}"));

        Assert.NotEqual(new NoLossScale(), recipe.Training.LossScale);
        Assert.Equal(recipe, RecipeFile.Parse(RecipeFile.Write(recipe)));
    }

    [Theory]
    [InlineData("float32")]
    [InlineData("float64")]
    public void A_scale_without_16_bits_is_a_mistake(string precision)
    {
        var refused = Assert.Throws<RecipeException>(() => RecipeFile.Parse(Digits(0.05, $"{precision}, loss-scale: dynamic")));

        Assert.StartsWith($"loss-scale is for 16 bits, but the precision is {precision}", Assert.Single(refused.Mistakes).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("float16, loss-scale: dynamic")]
    [InlineData("float16, loss-scale: fixed(1)")]
    [InlineData("bfloat16, loss-scale: dynamic")]
    [InlineData("bfloat16, loss-scale: fixed(1)")]
    public void A_healthy_training_is_found_healthy_and_ends_where_float32_does(string precision)
    {
        var whole = Examine(Digits(0.01, "float32"));

        var scaled = Examine(Digits(0.01, precision));

        Assert.Empty(scaled.Findings);
        Assert.Equal(whole.HeldOut, scaled.HeldOut, 0.1);
    }

    [Theory]
    [InlineData("bfloat16", "fixed(1)", 0.001, 0.05)]
    [InlineData("float16", "dynamic", 0.0003, 0)]
    public void Updates_that_16_bits_lose_are_kept_by_the_copies(string precision, string scale, double rate, double gap)
    {
        var whole = Examine(Digits(rate, "float32", steps: 120));

        var lossy = Examine(Digits(rate, precision, steps: 120));
        var scaled = Examine(Digits(rate, $"{precision}, loss-scale: {scale}", steps: 120));

        Assert.Contains(lossy.Findings, finding => finding.Id == "lost-updates");
        Assert.DoesNotContain(scaled.Findings, finding => finding.Id == "lost-updates");
        Assert.Equal(whole.HeldOut, scaled.HeldOut, 0.05);
        Assert.True(lossy.HeldOut > scaled.HeldOut + gap, $"{lossy.HeldOut} and {scaled.HeldOut}");
    }

    [Fact]
    public void A_checkpoint_of_16_bits_goes_on_with_copies_of_the_same_weights()
    {
        var recipe = RecipeFile.Parse(Digits(0.001, "bfloat16"));
        var treated = new ScaleLoss { By = new FixedLossScale { By = 1 } }.ApplyTo(recipe);
        using var trainer = new Trainer(recipe, Stop);
        trainer.Run(10, cancellation: Stop);
        using var checkpoint = Checkpoint.Of(trainer);

        var (continued, inherited) = Continuation.Of(checkpoint, treated, keepsFunction: true, Stop);

        using var scaled = continued;
        Assert.Equal((0L, 0L, 0.0), (inherited.Started, inherited.Lost, inherited.Change));
        foreach (var (then, now) in trainer.Module.parameters().Zip(scaled.Module.parameters()))
        {
            Assert.True(then.Equals(now));
            Assert.True(((LossScaler)scaled.Optimizer).CopyOf(now).Equals(then.to(float32)));
        }
    }

    [Fact]
    public void Another_treatment_of_a_scaled_training_keeps_copies_memory_and_scale()
    {
        var recipe = RecipeFile.Parse(Digits(0.05, "float16, loss-scale: { dynamic: { initial: 16777216 } }"));
        var treated = new LowerLearningRate().ApplyTo(recipe);
        using var trainer = new Trainer(recipe, Stop);
        trainer.Run(20, cancellation: Stop);
        using var checkpoint = Checkpoint.Of(trainer);

        var (continued, inherited) = Continuation.Of(checkpoint, treated, keepsFunction: true, Stop);

        using var slower = continued;
        var (then, now) = ((LossScaler)trainer.Optimizer, (LossScaler)slower.Optimizer);
        Assert.Equal(8, inherited.Remembered);
        Assert.True(then.CurrentScale < 16_777_216);
        Assert.Equal((then.CurrentScale, then.GoodSteps), (now.CurrentScale, now.GoodSteps));
        foreach (var (old, present) in trainer.Module.parameters().Zip(slower.Module.parameters()))
        {
            Assert.False(then.CopyOf(old).Equals(old.to(float32)), "Copies have digits that weights have not.");
            Assert.True(then.CopyOf(old).Equals(now.CopyOf(present)));
        }
    }

    [Fact]
    public void Steps_that_find_the_scale_are_told_and_taken_for_no_illness()
    {
        var events = new List<Fathom.Guards.GuardEvent>();
        using var trainer = new Trainer(RecipeFile.Parse(Digits(0.05, "float16, loss-scale: { dynamic: { initial: 16777216 } }")), Stop);
        using var monitor = GradientMonitor.Attach(trainer.Module, trainer.Optimizer, new() { Every = 1, OnGuardEvent = events.Add });

        trainer.RunGuarded(40, monitor, cancellation: Stop);

        Assert.NotEmpty(events);
        Assert.All(events, happened => Assert.StartsWith("Gradients of the loss times", happened.Sentence, StringComparison.Ordinal));
        Assert.Equal(0, monitor.SkippedSteps);
        Assert.DoesNotContain(monitor.Diagnose(), finding => finding.Severity >= Severity.Warning);
    }

    [Fact]
    public void Goes_with_everything_else_that_a_training_can_say()
    {
        var recipe = RecipeFile.Parse(Digits(0.01, "bfloat16, loss-scale: dynamic"));
        var full = recipe with
        {
            Training = recipe.Training with
            {
                Optimizer = new AdamW { LearningRate = 0.01 }, ClipNorm = 1, ClipValue = 0.5, ClipLayerNorm = 1, AdaptiveClip = new ZScoreClip { WarmUp = 5 },
                L1 = 1e-5, L2 = 1e-5, MaxNorm = 3, WeightDecay = 0.01, Schedule = new WarmUp { Steps = 3, Then = new CosineDecay() },
            },
        };
        var plain = full with { Training = full.Training with { Precision = Precision.Float32, LossScale = new NoLossScale() } };

        Assert.Equal(LossOf(plain), LossOf(full), 0.1);
    }

    static (IReadOnlyList<Finding> Findings, double HeldOut) Examine(string yaml)
    {
        var recipe = RecipeFile.Parse(yaml);
        var examination = Examiner.Run(recipe, new() { Steps = recipe.Training.Steps }, cancellation: Stop);
        return ([.. examination.Findings.SelectMany(finding => finding.Consequences.Prepend(finding))], examination.Loss.HeldOut!.Value);
    }

    static double LossOf(Recipe recipe)
    {
        using var trainer = new Trainer(recipe, Stop);
        trainer.Run(40, cancellation: Stop);
        return trainer.Evaluate(Stop)!.Loss;
    }

    static string Digits(double rate, string precision, int steps = 60) => FormattableString.Invariant($$"""
        name: scaled
        data: { source: digits, samples: 600, hold-out: 0.2 }
        network: { input: [784], init: he-normal, bias-init: zeros, layers: [ { repeat: 3, layers: [ { linear: 32 }, relu ] }, { linear: 10 } ] }
        training: { optimizer: { sgd: { lr: {{rate}}, momentum: 0.9 } }, batch: 32, steps: {{steps}}, precision: {{precision}} }
        """);
}
