using Fathom.Lab.Modules;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules;

public class NetworkBuilderTests
{
    const int FanIn = 400;
    const int FanOut = 600;

    public static TheoryData<string, double> Variances => new()
    {
        { "torch-default", 1 / (3.0 * FanIn) },
        { "xavier-uniform", 2.0 / (FanIn + FanOut) },
        { "xavier-normal", 2.0 / (FanIn + FanOut) },
        { "xavier-normal(3)", 9 * 2.0 / (FanIn + FanOut) },
        { "he-uniform", 2.0 / FanIn },
        { "he-normal", 2.0 / FanIn },
        { "he-normal(1)", 1.0 / FanIn },
        { "normal(0.01)", 1e-4 },
        { "uniform(0.3)", 0.03 },
    };

    [Theory]
    [MemberData(nameof(Variances))]
    public void Draws_weights_of_the_variance_that_is_asked_for(string init, double variance)
    {
        using var scope = NewDisposeScope();
        using var module = NetworkBuilder.Build(OneLayer(init));

        var weights = module.get_parameter("linear1.weight")!;

        // 240,000 draws: the measured variance strays by about 0.3 %, the mean by 0.2 % of a deviation.
        Assert.InRange(weights.var().item<float>() / variance, 0.98, 1.02);
        Assert.InRange(Math.Abs(weights.mean().item<float>()), 0, 0.01 * Math.Sqrt(variance));
    }

    [Fact]
    public void Fills_weights_with_one_number_or_none()
    {
        using var scope = NewDisposeScope();
        using var constant = NetworkBuilder.Build(OneLayer("constant(0.25)"));
        using var zeros = NetworkBuilder.Build(OneLayer("zeros"));

        Assert.Equal(0.25f, constant.get_parameter("linear1.weight")!.min().item<float>());
        Assert.Equal(0.25f, constant.get_parameter("linear1.weight")!.max().item<float>());
        Assert.Equal(0, zeros.get_parameter("linear1.weight")!.abs().max().item<float>());
    }

    [Fact]
    public void Starts_biases_at_zero_unless_told_otherwise()
    {
        using var scope = NewDisposeScope();
        using var he = NetworkBuilder.Build(OneLayer("he-normal"));
        using var own = NetworkBuilder.Build(OneLayer("he-normal, bias-init: constant(1)"));
        using var torchDefault = NetworkBuilder.Build(OneLayer("torch-default"));

        Assert.Equal(0, he.get_parameter("linear1.bias")!.abs().max().item<float>());
        Assert.Equal(1, own.get_parameter("linear1.bias")!.min().item<float>());
        Assert.InRange(torchDefault.get_parameter("linear1.bias")!.var().item<float>() * 3 * FanIn, 0.8, 1.2);
    }

    [Fact]
    public void Names_modules_by_kind_and_number_or_as_the_recipe_says()
    {
        var recipe = RecipeFile.Parse("""
            name: names
            network:
              input: [4]
              layers:
                - repeat: 2
                  layers: [ { linear: 3 }, sigmoid ]
                - { linear: 3, bias: false }
                - tanh
                - relu
                - { linear: 2, name: head }
            """);

        using var module = NetworkBuilder.Build(recipe);

        Assert.Equal(
            ["linear1", "sigmoid1", "linear2", "sigmoid2", "linear3", "tanh1", "relu1", "head"],
            [.. module.named_modules().Select(child => child.name)]);
        Assert.Equal(
            ["linear1.weight", "linear1.bias", "linear2.weight", "linear2.bias", "linear3.weight", "head.weight", "head.bias"],
            [.. module.named_parameters().Select(parameter => parameter.name)]);
        Assert.Equal(recipe.Network.ParameterCount, module.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void Runs_its_layers_one_after_another()
    {
        using var scope = NewDisposeScope();
        using var module = NetworkBuilder.Build(Some.Recipe());
        var input = randn(5, 2);

        var output = module.call(input);

        var expected = input;
        foreach (var (_, child) in module.named_children()) expected = ((nn.Module<Tensor, Tensor>)child).call(expected);
        Assert.True(output.Equals(expected));
        Assert.Equal([5L, 3L], output.shape);
    }

    [Fact]
    public void Gives_the_same_weights_for_the_same_seed_whatever_else_draws()
    {
        using var scope = NewDisposeScope();
        using var one = NetworkBuilder.Build(Some.Recipe(seed: 5));
        rand(100);
        using var same = NetworkBuilder.Build(Some.Recipe(seed: 5));
        using var other = NetworkBuilder.Build(Some.Recipe(seed: 6));

        Assert.All(one.parameters().Zip(same.parameters()), pair => Assert.True(pair.First.Equals(pair.Second)));
        Assert.False(one.parameters().First().Equals(other.parameters().First()));
    }

    [Fact]
    public void Keeps_its_weights_when_the_scope_around_its_making_ends()
    {
        NetworkModule module;
        using (NewDisposeScope()) module = NetworkBuilder.Build(Some.Recipe());

        using (module) Assert.All(module.parameters(), parameter => Assert.False(parameter.IsInvalid));
    }

    [Fact]
    public void Says_so_when_the_weights_do_not_fit_into_memory()
    {
        var recipe = Some.Recipe();
        var huge = recipe with { Network = recipe.Network with { Layers = [new Linear { Units = 1_000_000 }, new Linear { Units = 1_000_000 }] } };

        Assert.StartsWith(
            "network has 1,000,004,000,000 weights, which take 14,901 GiB in training, but this machine has",
            Mistakes.Only(() => NetworkBuilder.Build(huge)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_no_tensor_behind()
    {
        NetworkBuilder.Build(Some.Recipe()).Dispose();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        NetworkBuilder.Build(Some.Recipe()).Dispose();

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    static Recipe OneLayer(string init) =>
        RecipeFile.Parse($"{{ name: one, network: {{ input: [{FanIn}], init: {init}, layers: [ linear: {FanOut} ] }} }}");
}
