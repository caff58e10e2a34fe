using Fathom.Lab.Recipes;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Recipes;

public class RecipeFileTests
{
    [Fact]
    public void Reads_the_deep_sigmoid()
    {
        var recipe = RecipeFile.Load("deep-sigmoid");

        Assert.Equal("deep-sigmoid", recipe.Name);
        Assert.Equal(1, recipe.Seed);
        Assert.Equal(new Digits(), recipe.Data);
        Assert.Equal([784], recipe.Network.Input);
        Assert.Equal(new TorchDefault(), recipe.Network.Init);
        Assert.Equal([new Repeat { Times = 20, Layers = [new Linear { Units = 256 }, new Sigmoid()] }, new Linear { Units = 10 }], recipe.Network.Layers);
        Assert.Equal(new CrossEntropy(), recipe.Loss);
        Assert.Equal(new TrainingPlan { Optimizer = new Sgd { LearningRate = 0.1 }, Batch = 128, Steps = 500 }, recipe.Training);
    }

    [Theory]
    [InlineData("linear: 3")]
    [InlineData("linear: { units: 3 }")]
    [InlineData("{ linear: { units: 3, bias: true } }")]
    [InlineData("linear(3)")]
    [InlineData("{ linear: 3, bias: true }")]
    public void Reads_a_layer_in_each_spelling(string layer) =>
        Assert.Equal(new Linear { Units = 3 }, Layer(layer));

    [Theory]
    [InlineData("normal(0.01)")]
    [InlineData("{ normal: 0.01 }")]
    [InlineData("{ normal: { deviation: 1e-2 } }")]
    [InlineData("{ normal: , deviation: 0.01 }")]
    public void Reads_an_initialisation_in_each_spelling(string init) =>
        Assert.Equal(new Normal { Deviation = 0.01 }, RecipeFile.Parse(Text(network: $"input: [2], init: {init}, layers: [ linear: 3 ]")).Network.Init);

    [Theory]
    [InlineData("sgd", 0.01)]
    [InlineData("{ sgd: 0.5 }", 0.5)]
    [InlineData("{ sgd: { lr: 0.5 } }", 0.5)]
    [InlineData("{ sgd: , lr: 0.5 }", 0.5)]
    [InlineData("sgd(0.5)", 0.5)]
    public void Reads_an_optimizer_in_each_spelling(string optimizer, double rate) =>
        Assert.Equal(new Sgd { LearningRate = rate }, RecipeFile.Parse(Text(rest: $"training: {{ optimizer: {optimizer} }}")).Training.Optimizer);

    [Fact]
    public void Reads_the_options_of_a_layer() =>
        Assert.Equal(
            new Linear { Units = 3, Name = "head", Bias = false, Init = new HeNormal { Gain = 1 }, BiasInit = new Constant { Value = -1 } },
            Layer("{ linear: { units: 3, bias: false, init: he-normal(1), bias-init: { constant: -1 }, name: head } }"));

    [Fact]
    public void Reads_mnist_from_a_folder() =>
        Assert.Equal(
            new Mnist { Path = "somewhere", Take = 8000, HoldOut = 0.1 },
            RecipeFile.Parse(Text(rest: "data: { source: mnist, path: somewhere, take: 8000, hold-out: 0.1 }")).Data);

    [Fact]
    public void Reads_a_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("small.yaml", "\uFEFF" + Text());

        Assert.Equal("small", RecipeFile.Load(path).Name);
    }

    [Fact]
    public void Says_which_recipes_there_are_when_it_knows_no_such_name()
    {
        var mistake = Mistakes.Only(() => RecipeFile.Load("deep-sigmiod"));

        Assert.StartsWith("There is neither a file nor a bundled recipe of this name. Did you mean deep-sigmoid?", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("exploding-mlp", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_a_folder_is_no_recipe()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal("This is a folder; a recipe is a file. Give the file's path.", Mistakes.Only(() => RecipeFile.Load(folder.Path)).Message);
    }

    [Fact]
    public void Checks_a_recipe_that_was_made_in_code()
    {
        var recipe = Some.Recipe();
        var shaped = recipe with { Network = recipe.Network with { Input = [2, 2, 2] } };

        Assert.Equal("linear1 takes a flat input such as [784], or a sequence such as [28, 28], but [2, 2, 2] comes in.", Mistakes.Only(() => RecipeFile.Check(shaped)).Message);
    }

    internal static string Text(string network = "input: [2], layers: [ linear: 3 ]", string rest = "") =>
        $"name: small\nnetwork: {{ {network} }}\n{rest}\n";

    static Layer Layer(string layer) => Assert.Single(RecipeFile.Parse(Text(network: $"input: [2], layers: [ {layer} ]")).Network.Layers);
}
