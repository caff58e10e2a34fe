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
    public void Goes_to_polyaks_step_where_the_finding_knows_it()
    {
        var forms = new LowerLearningRate().Variants(Trainees.Mlp, Sick.Measured("learning-rate-too-high", ("first-order descent over the loss", 40))).Cast<LowerLearningRate>();

        Assert.Equal([40, 120, 400], forms.Select(form => form.Divisor));
    }

    [Fact]
    public void Does_not_try_what_would_be_lost_among_seeds()
    {
        var forms = new LowerLearningRate().Variants(Trainees.Mlp, Sick.Measured("oscillating-loss", ("first-order descent over the loss", 1.2))).Cast<LowerLearningRate>();

        Assert.Equal([3.6, 12], forms.Select(form => form.Divisor));
    }

    [Theory]
    [InlineData("learning-rate-too-low")]
    [InlineData("vanishing-gradient")]
    [InlineData("lost-updates")]
    public void Answers_no_illness_of_small_steps(string illness) =>
        Assert.Empty(new LowerLearningRate().Variants(Trainees.Mlp, Sick.Finding(illness, ("learning-rate", 1))));

    [Fact]
    public void Lowers_the_peak_of_a_cycle()
    {
        var treated = new LowerLearningRate { Divisor = 5 }.ApplyTo(Trainees.Cycled).Training;

        Assert.Equal(0.1, Assert.IsType<OneCycle>(Assert.IsType<WarmUp>(treated.Schedule).Then).Max);
    }

    [Fact]
    public void Writes_rates_that_people_can_read() =>
        Assert.Equal(0.00333, new LowerLearningRate { Divisor = 3 }.ApplyTo(Trainees.Mlp).Training.Optimizer.LearningRate);

    [Fact]
    public void Refuses_a_divisor_that_does_not_lower() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LowerLearningRate { Divisor = 1 });
}
