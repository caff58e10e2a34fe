using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class RaiseLearningRateTests
{
    [Fact]
    public void Multiplies_the_rate_and_all_that_goes_with_it()
    {
        var recipe = Trainees.Mlp.With(new Adam { LearningRate = 0.001, Groups = [new() { Match = "a", LearningRate = 0 }, new() { Match = "b", LearningRate = 0.002 }] })
            .With(new WarmUp { Steps = 5, Then = new CosineDecay { To = 0.0001 } });

        var treated = new RaiseLearningRate { Factor = 3 }.ApplyTo(recipe).Training;

        Assert.Equal(0.003, treated.Optimizer.LearningRate);
        Assert.Equal([0, 0.006], treated.Optimizer.Groups.Select(group => Math.Round(group.LearningRate!.Value, 12)));
        Assert.Equal(0.0003, Assert.IsType<CosineDecay>(Assert.IsType<WarmUp>(treated.Schedule).Then).To, 1e-15);
    }

    [Fact]
    public void Raises_the_peak_where_the_schedule_names_one()
    {
        var treated = new RaiseLearningRate { Factor = 10 }.ApplyTo(Trainees.Cycled).Training;

        Assert.Equal(5, treated.Schedule.RateAt(treated.Optimizer.LearningRate, 10 + (long)(0.3 * 490) - 1, 500), 1e-3);
        Assert.Equal("Raise the learning rate from 0.5 to 5.", new RaiseLearningRate { Factor = 10 }.Describe(Trainees.Cycled));
    }

    [Fact]
    public void Takes_from_the_evidence_how_far_to_go()
    {
        var recipe = Trainees.Mlp with { Training = new() { Steps = 10_000 } };

        var forms = new RaiseLearningRate().Variants(recipe, Sick.Measured("learning-rate-too-low", ("first-order descent over the loss", 1e-5))).Cast<RaiseLearningRate>();

        // From 1/10,000 to 1, in steps of a decade: a hundredth of the loss per step first, then a tenth and a thousandth.
        Assert.Equal([1000, 10_000, 100], forms.Select(form => form.Factor));
    }

    [Fact]
    public void Takes_the_fastest_layer_where_nobody_knows_the_descent()
    {
        var finding = Sick.Finding("learning-rate-too-low") with { Evidence = [new("movement of linear1, the fastest layer, in one step", 1e-8, 2e-5)] };

        Assert.Equal([20_000, 200_000, 66_000], new RaiseLearningRate().Variants(Trainees.Mlp, finding).Select(form => ((RaiseLearningRate)form).Factor));
    }

    [Theory]
    [InlineData(0.001, new[] { 10.0, 3, 100 })]
    [InlineData(0.003, new[] { 3.0, 10 })]
    public void Takes_adam_no_farther_than_its_weights_are_large(double rate, double[] factors)
    {
        var recipe = Trainees.Mlp.With(new Adam { LearningRate = rate });

        Assert.Equal(factors, new RaiseLearningRate().Variants(recipe, Sick.Finding("loss-plateau")).Select(form => ((RaiseLearningRate)form).Factor));
    }

    [Fact]
    public void Leaves_a_rate_alone_that_is_high_enough() =>
        Assert.Empty(new RaiseLearningRate().Variants(Trainees.Mlp, Sick.Measured("loss-plateau", ("first-order descent over the loss", 2))));

    [Theory]
    [InlineData("learning-rate-too-high")]
    [InlineData("dead-units")]
    [InlineData("exploding-gradient")]
    public void Answers_no_illness_of_large_steps(string illness) =>
        Assert.Empty(new RaiseLearningRate().Variants(Trainees.Mlp, Sick.Finding(illness, ("learning-rate", 1))));

    [Fact]
    public void Stays_within_what_a_recipe_may_say()
    {
        Assert.Empty(new RaiseLearningRate().Variants(Trainees.Extreme, Sick.Finding("learning-rate-too-low")));
        Assert.Equal(1e6, new RaiseLearningRate { Factor = 100 }.ApplyTo(Trainees.Mlp.With(new Sgd { LearningRate = 5e5 })).Training.Optimizer.LearningRate);
    }

    [Fact]
    public void Refuses_a_factor_that_does_not_raise() => Assert.Throws<ArgumentOutOfRangeException>(() => new RaiseLearningRate { Factor = 1 });
}
