using Fathom.Recipes;

namespace Fathom.Tests.Recipes;

public class RecipeTests
{
    static IReadOnlyList<Func<object>> Nonsense =>
    [
        () => new Sgd { LearningRate = 0 },
        () => new Sgd { LearningRate = double.NaN },
        () => new Sgd { LearningRate = -1 },
        () => new Sgd { LearningRate = double.PositiveInfinity },
        () => new Sgd { Momentum = 1 },
        () => new Adam { Betas = [0.9, 1] },
        () => new Adam { Betas = [0.9] },
        () => new Adam { Epsilon = 0 },
        () => new Linear { Units = 0 },
        () => new Repeat { Times = 0, Layers = [] },
        () => new Repeat { Times = 1, Layers = [], Name = "loop" },
        () => new TrainingPlan { Batch = 0 },
        () => new TrainingPlan { Steps = 0 },
        () => new Normal { Deviation = -1 },
        () => new Normal { Deviation = double.NaN },
        () => new HeNormal { Gain = 0 },
        () => new Digits { Samples = 0 },
        () => new Digits { Noise = 2 },
        () => new Blobs { Classes = 1 },
        () => new Csv { Path = "x", HoldOut = 1 },
        () => new Csv { Path = "x", Take = 0 },
    ];

    [Fact]
    public void Equals_another_recipe_that_says_the_same()
    {
        Assert.Equal(Recipe(), Recipe());
        Assert.NotEqual(Recipe(), Recipe() with { Seed = 2 });
    }

    [Fact]
    public void Has_the_usual_defaults()
    {
        var recipe = Recipe();

        Assert.Equal(1, recipe.Seed);
        Assert.Equal(new Digits(), recipe.Data);
        Assert.Equal(0.2, recipe.Data.HoldOut);
        Assert.Equal(new CrossEntropy(), recipe.Loss);
        Assert.Equal(0.01, recipe.Training.Optimizer.LearningRate);
        Assert.Equal(0.001, new Adam().LearningRate);
        Assert.Equal([0.9, 0.999], new Adam().Betas);
    }

    [Fact]
    public void Refuses_nonsense_where_it_is_made() =>
        Assert.All(Nonsense, make => Assert.ThrowsAny<ArgumentException>(make));

    static Recipe Recipe() => new()
    {
        Name = "some",
        Network = new Network { Input = [4], Layers = [new Repeat { Times = 2, Layers = [new Linear { Units = 4 }, new Tanh()] }] },
    };
}
