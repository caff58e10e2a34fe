using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class LowerLearningRateTests
{
    [Fact]
    public void Divides_the_rate_and_those_of_the_groups()
    {
        var recipe = Sick.Recipe with
        {
            Training = new() { Optimizer = new Adam { LearningRate = 0.5, Groups = [new ParameterGroup { Match = "a*", LearningRate = 1 }, new ParameterGroup { Match = "b*" }] } },
        };

        var treated = new LowerLearningRate { Divisor = 5 }.ApplyTo(recipe);

        Assert.Equal(0.1, treated.Training.Optimizer.LearningRate, 1e-15);
        Assert.Equal([0.2, null], treated.Training.Optimizer.Groups.Select(group => group.LearningRate));
        Assert.IsType<Adam>(treated.Training.Optimizer);
        Assert.Equal(recipe.Network, treated.Network);
    }

    [Fact]
    public void Says_what_becomes_of_the_rate() =>
        Assert.Equal("Lower the learning rate from 0.5 to 0.05.", new LowerLearningRate().Describe(Sick.Recipe with { Training = new() { Optimizer = new Sgd { LearningRate = 0.5 } } }));

    [Fact]
    public void Refuses_a_divisor_that_does_not_lower() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LowerLearningRate { Divisor = 1 });
}
