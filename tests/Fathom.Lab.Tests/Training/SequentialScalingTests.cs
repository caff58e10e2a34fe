using Fathom.Lab.Training;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Training;

public class SequentialScalingTests
{
    [Fact]
    public void Brings_every_layers_output_variance_to_one()
    {
        using var scope = NewDisposeScope();
        using var trainer = new Trainer(Deep(new Lsuv { Tolerance = 0.01 }), TestContext.Current.CancellationToken);
        using var plain = new Trainer(Deep(new Orthogonal()), TestContext.Current.CancellationToken);

        Assert.All(Variances(trainer), variance => Assert.InRange(variance, 0.99, 1.01));
        Assert.True(Variances(plain)[^1] < 0.1);
    }

    [Fact]
    public void Keeps_weights_orthogonal_up_to_the_scale()
    {
        using var scope = NewDisposeScope();
        using var trainer = new Trainer(Deep(new Lsuv()), TestContext.Current.CancellationToken);

        var weights = trainer.Module.get_parameter("linear3.weight")!;
        var product = weights.matmul(weights.t());

        Assert.True((product / product[0, 0]).allclose(eye(32), 1e-4, 1e-4));
    }

    [Fact]
    public void Scales_only_the_layers_that_ask_for_it_and_is_repeatable()
    {
        using var scope = NewDisposeScope();
        var recipe = Deep(new HeNormal());
        recipe = recipe with { Network = recipe.Network with { Layers = [new Linear { Units = 8, Init = new Lsuv() }, new Relu(), new Linear { Units = 10 }] } };
        using var trainer = new Trainer(recipe, TestContext.Current.CancellationToken);
        using var again = new Trainer(recipe, TestContext.Current.CancellationToken);

        Assert.InRange(Variances(trainer)[0], 0.9, 1.1);
        Assert.InRange(trainer.Module.get_parameter("linear2.weight")!.var().item<float>() * 8 / 2, 0.6, 1.4);
        Assert.True(trainer.Module.parameters().First().Equals(again.Module.parameters().First()));
    }

    [Fact]
    public void Leaves_modes_gradients_and_hooks_as_they_were()
    {
        using var trainer = new Trainer(Deep(new Lsuv()), TestContext.Current.CancellationToken);

        Assert.True(trainer.Module.training);
        Assert.All(trainer.Module.parameters(), parameter => Assert.Null(parameter.grad));
        Assert.All(trainer.Module.parameters(), parameter => Assert.True(parameter.requires_grad));
        Assert.Equal(3, trainer.Run(3, cancellation: TestContext.Current.CancellationToken).Steps);
    }

    [Fact]
    public void Says_when_an_output_does_not_vary()
    {
        var recipe = Deep(new Lsuv());
        var dead = recipe with { Network = recipe.Network with { Layers = [new Linear { Units = 4, Init = new Zeros() }, new Relu(), new Linear { Units = 10 }] } };

        Assert.Equal(
            "lsuv cannot scale linear2.weight: the variance of its layer's output is 0; begin with another initialisation, or look at the data.",
            Mistakes.Only(() => new Trainer(dead, TestContext.Current.CancellationToken).Dispose()).Message);
    }

    static double[] Variances(Trainer trainer)
    {
        var variances = new List<double>();
        var signal = trainer.Dataset.Training.Features.narrow(0, 0, trainer.Recipe.Training.Batch);
        using var without = no_grad();
        foreach (var (name, child) in trainer.Module.named_children())
        {
            signal = ((nn.Module<Tensor, Tensor>)child).call(signal);
            if (name.StartsWith("linear", StringComparison.Ordinal)) variances.Add(signal.var(unbiased: false).item<float>());
        }

        return [.. variances];
    }

    static Recipe Deep(Initialization init) => Some.Recipe() with
    {
        Data = new Digits { Samples = 300 },
        Network = new Network { Input = [784], Init = init, Layers = [new Repeat { Times = 6, Layers = [new Linear { Units = 32 }, new Relu()] }, new Linear { Units = 10 }] },
        Training = new TrainingPlan { Batch = 128 },
    };
}
