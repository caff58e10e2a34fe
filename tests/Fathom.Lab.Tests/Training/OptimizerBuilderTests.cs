using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Training;

public class OptimizerBuilderTests
{
    // Two steps with the gradients 2 and -1 from the weight 1, worked out from each paper's update rule.
    public static TheoryData<Optimizer, double> Rules => new()
    {
        { new Sgd { LearningRate = 0.1 }, 1 - 0.2 + 0.1 },
        { new Sgd { LearningRate = 0.1, Momentum = 0.5 }, 1 - 0.2 - 0.1 * (1 - 1) },
        { new Sgd { LearningRate = 0.1, Momentum = 0.5, Dampening = 0.5 }, 0.8 - 0.1 * (0.5 * 2 - 0.5) },
        { new Sgd { LearningRate = 0.1, Momentum = 0.5, Nesterov = true }, 1 - 0.1 * 3 - 0.1 * (-1 + 0.5 * 0) },
        { new Sgd { LearningRate = 0.1, WeightDecay = 0.5 }, 0.75 - 0.1 * (-1 + 0.375) },
        { new Adam { LearningRate = 0.1 }, Adam(decoupled: 0) },
        { new AdamW { LearningRate = 0.1, WeightDecay = 0.5 }, Adam(decoupled: 0.05) },
        { new RmsProp { LearningRate = 0.1, Alpha = 0.5 }, 1 - 0.1 * 2 / Math.Sqrt(2) + 0.1 / Math.Sqrt(1.5) },
        { new RmsProp { LearningRate = 0.1, Alpha = 0.5, Centered = true }, 1 - 0.1 * 2 / Math.Sqrt(2 - 1) + 0.1 / Math.Sqrt(1.5) },
        { new RmsProp { LearningRate = 0.1, Alpha = 0.5, Momentum = 0.5 }, 1 - 0.1 * Math.Sqrt(2) - 0.1 * (Math.Sqrt(2) / 2 - 1 / Math.Sqrt(1.5)) },
        { new Adagrad { LearningRate = 0.1 }, 1 - 0.1 + 0.1 / Math.Sqrt(5) },
        { new Adagrad { LearningRate = 0.1, InitialSum = 5, LearningRateDecay = 1 }, 1 - 0.2 / 3 + 0.05 / Math.Sqrt(10) },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Moves_a_weight_as_the_papers_rule_says(Optimizer rule, double expected)
    {
        using var scope = NewDisposeScope();
        using var trainer = Single(new TrainingPlan { Optimizer = rule });
        var weight = trainer.Module.get_parameter("linear1.weight")!;
        using (no_grad()) weight.fill_(1);

        foreach (var gradient in (float[])[2, -1])
        {
            weight.grad = full([1, 2], gradient);
            trainer.Optimizer.step();
        }

        Assert.Equal(expected, weight.data<float>()[0], 1e-5);
    }

    [Fact]
    public void Amsgrad_never_forgets_the_greatest_square()
    {
        using var scope = NewDisposeScope();
        var rule = new Adam { LearningRate = 0.1, Betas = [0.0, 0.0] };

        // Without means, Adam's step is the gradient's sign; AMSGrad divides by the greatest gradient so far.
        Assert.Equal(1 - 0.1 + 0.1, Taken(rule), 1e-5);
        Assert.Equal(1 - 0.1 + 0.05, Taken(rule with { AmsGrad = true }), 1e-5);
    }

    [Fact]
    public void Decays_weights_apart_from_the_gradient_and_leaves_biases()
    {
        using var scope = NewDisposeScope();
        using var trainer = Single(new TrainingPlan { Optimizer = new Sgd { LearningRate = 0.1, Momentum = 0.9 }, WeightDecay = 0.5 });
        var (weight, bias) = (trainer.Module.get_parameter("linear1.weight")!, trainer.Module.get_parameter("linear1.bias")!);
        using (no_grad()) (weight.fill_(1), bias.fill_(1)).ToString();
        (weight.grad, bias.grad) = (zeros(1, 2), zeros(1));

        trainer.Optimizer.step();
        trainer.Optimizer.step();

        Assert.Equal(0.95 * 0.95, weight.data<float>()[0], 1e-6);
        Assert.Equal(1, bias.data<float>()[0]);
    }

    [Fact]
    public void Holds_the_norm_of_each_unit_after_the_step()
    {
        var recipe = Some.Recipe() with { Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = 1 }, MaxNorm = 0.5 } };
        using var scope = NewDisposeScope();
        using var trainer = new Trainer(recipe, TestContext.Current.CancellationToken);

        trainer.Run(20, cancellation: TestContext.Current.CancellationToken);

        Assert.InRange(trainer.Module.get_parameter("linear2.weight")!.norm(1).max().item<float>(), 0.4, 0.5 + 1e-6);
    }

    [Fact]
    public void Sorts_parameters_into_groups_the_first_match_counting()
    {
        using var trainer = Grouped(
            new() { Match = "linear1.*", LearningRate = 0 }, new() { Match = "linear?.bias", LearningRate = 0.7, WeightDecay = 0 });

        Assert.Equal([0, 0.7, 0.1], trainer.Optimizer.ParamGroups.Select(group => group.LearningRate));
        Assert.Equal([2, 1, 1], trainer.Optimizer.ParamGroups.Cast<TorchSharp.Modules.ParamGroup>().Select(group => group.Parameters.Count()));
    }

    [Theory]
    [InlineData("linaer1.*", "The group linaer1.* matches no parameter; did you mean linear1.*?")]
    [InlineData("linear1.wieght", "The group linear1.wieght matches no parameter; did you mean linear1.weight?")]
    [InlineData("encoder*", "The group encoder* matches no parameter; there are linear1.weight, linear1.bias, linear2.weight, linear2.bias.")]
    public void Says_which_parameters_there_are_where_a_group_matches_none(string pattern, string message) =>
        Assert.Equal(message, Mistakes.Only(() => Grouped(new ParameterGroup { Match = pattern }).Dispose()).Message);

    [Fact]
    public void Says_when_groups_before_leave_nothing() =>
        Assert.Equal(
            "The group linear1.bias has no parameter left: groups before it match all of its own; put it before them.",
            Mistakes.Only(() => Grouped(new() { Match = "linear1.*" }, new() { Match = "linear1.bias" }).Dispose()).Message);

    [Fact]
    public void Says_what_nesterov_needs() =>
        Assert.Equal(
            "nesterov needs a momentum above 0 and no dampening; set momentum, such as 0.9, and remove dampening.",
            Mistakes.Only(() => RecipeFile.Parse(
                "{ name: one, network: { input: [2], layers: [ linear: 3 ] }, training: { optimizer: { sgd: { nesterov: true } } } }")).Message);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Leaves_no_tensor_behind(Optimizer rule, double expected)
    {
        _ = expected;
        var recipe = Some.Recipe() with { Training = new TrainingPlan { Optimizer = rule with { LearningRate = 0.001 }, WeightDecay = 0.01, MaxNorm = 1, ClipNorm = 1 } };
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var trainer = new Trainer(recipe, TestContext.Current.CancellationToken))
        {
            trainer.Run(2, cancellation: TestContext.Current.CancellationToken);
            var during = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            trainer.Run(5, cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(during, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    static double Taken(Optimizer rule)
    {
        using var trainer = Single(new TrainingPlan { Optimizer = rule });
        var weight = trainer.Module.get_parameter("linear1.weight")!;
        using (no_grad()) weight.fill_(1);
        foreach (var gradient in (float[])[2, -1])
        {
            weight.grad = full([1, 2], gradient);
            trainer.Optimizer.step();
        }

        return weight.data<float>()[0];
    }

    // Kingma and Ba (2015), algorithm 1, with β 0.9 and 0.999.
    static double Adam(double decoupled)
    {
        var (weight, mean, square) = (1.0, 0.0, 0.0);
        foreach (var (step, gradient) in (ReadOnlySpan<(int, double)>)[(1, 2), (2, -1)])
        {
            weight *= 1 - decoupled;
            mean = 0.9 * mean + 0.1 * gradient;
            square = 0.999 * square + 0.001 * gradient * gradient;
            weight -= 0.1 * (mean / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(square / (1 - Math.Pow(0.999, step))) + 1e-8);
        }

        return weight;
    }

    static Trainer Single(TrainingPlan plan) => new(
        Some.Recipe() with
        {
            Data = new Blobs { Samples = 100, Classes = 2 },
            Loss = new BceWithLogits(),
            Network = new Network { Input = [2], Layers = [new Linear { Units = 1 }] },
            Training = plan,
        },
        TestContext.Current.CancellationToken);

    static Trainer Grouped(params ParameterGroup[] groups) => new(
        Some.Recipe() with { Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = 0.1, Groups = [.. groups] } } },
        TestContext.Current.CancellationToken);
}
