using Fathom.Guards;
using Fathom.Lab.Training;
using Fathom.Recipes;
using Fathom.Torch;
using Fathom.Torch.Guards;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Training;

public class GuardedTrainingTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Ends_where_a_guard_says_so_and_tells_why()
    {
        using var trainer = new Trainer(Some.Recipe(), Stop);
        using var monitor = GradientMonitor.Attach(trainer.Module, trainer.Optimizer, new() { Guards = [new SkipNonFinite(), new StopOnHopeless { NonFinite = 3 }] });
        using (no_grad()) trainer.Module.parameters().First().fill_(float.NaN);

        var outcome = trainer.RunGuarded(100, monitor, cancellation: Stop);

        Assert.Equal(3, outcome.Steps);
        Assert.Contains("3 steps in a row", outcome.StopReason, StringComparison.Ordinal);
        Assert.False(outcome.Interrupted);
    }

    [Fact]
    public void Keeps_the_weights_whole_where_the_data_fails()
    {
        using var trainer = new Trainer(Some.Recipe(), Stop);
        using var monitor = GradientMonitor.Attach(trainer.Module, trainer.Optimizer);
        trainer.RunGuarded(5, monitor, cancellation: Stop);
        var before = Weights(trainer);
        trainer.Dataset.Training.Features.Dispose();

        var fault = Assert.Throws<DataException>(() => trainer.RunGuarded(5, monitor, cancellation: Stop));

        Assert.Contains("in the middle of the training", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, Weights(trainer));
        Assert.Equal(5, monitor.Steps);
    }

    [Fact]
    public void Repairs_the_memory_of_an_optimizer_that_is_wrapped()
    {
        var plan = new TrainingPlan { Optimizer = new Adam { LearningRate = 0.01 }, WeightDecay = 0.01, Batch = 32 };
        using var trainer = new Trainer(Some.Recipe() with { Training = plan }, Stop);
        using var monitor = GradientMonitor.Attach(trainer.Module, trainer.Optimizer);
        trainer.RunGuarded(5, monitor, cancellation: Stop);
        var inner = (TorchSharp.Modules.Adam)((IWrapsOptimizer)trainer.Optimizer).Inner;
        ((TorchSharp.Modules.Adam.State)inner.state_dict().State[0]).exp_avg.fill_(float.NaN);

        trainer.RunGuarded(5, monitor, cancellation: Stop);

        Assert.Equal(GuardAction.Repaired, Assert.Single(monitor.GuardEvents).Action);
        Assert.All(trainer.Module.parameters(), parameter => Assert.True(parameter.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Changes_no_bit_of_a_training_in_which_nothing_is_wrong()
    {
        using var bare = new Trainer(Some.Recipe(), Stop);
        bare.Run(30, cancellation: Stop);
        using var guarded = new Trainer(Some.Recipe(), Stop);
        using var monitor = GradientMonitor.Attach(guarded.Module, guarded.Optimizer, new() { Guards = GuardWords.Of(["skip-non-finite", "skip-spike", "roll-back", "stop-on-hopeless"]) });

        guarded.RunGuarded(30, monitor, cancellation: Stop);

        Assert.Empty(monitor.GuardEvents);
        Assert.Equal(Weights(bare), Weights(guarded));
    }

    [Fact]
    public void Knows_guards_by_the_names_of_their_pages()
    {
        Assert.All(GuardWords.Names, name => Assert.Equal(name.Replace("-", "", StringComparison.Ordinal), GuardWords.Of([name])[0].GetType().Name, ignoreCase: true));
        Assert.Contains("did you mean roll-back?", Assert.Throws<ArgumentException>(() => GuardWords.Of(["rollback"])).Message, StringComparison.Ordinal);
    }

    static byte[] Weights(Trainer trainer) => [.. trainer.Module.parameters().SelectMany(parameter => parameter.bytes.ToArray())];
}
