using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class LowerWeightDecayTests
{
    static readonly Recipe Held = Trainees.Mlp with { Training = new() { Optimizer = new Sgd { LearningRate = 0.02, Momentum = 0.9, WeightDecay = 1 }, L2 = 3, Steps = 400 } };

    [Fact]
    public void Leaves_first_what_takes_the_whole_training_and_then_nothing()
    {
        // 0.02 · 400 · (3 + 1) / (1 - 0.9) = 320 falls to 1/e.
        var forms = new LowerWeightDecay().Variants(Held, Sick.Finding("loss-plateau")).Cast<LowerWeightDecay>().ToArray();

        Assert.Equal([0.0031, 0], forms.Select(form => form.Left));
        var plan = forms[0].ApplyTo(Held).Training;
        Assert.Equal((0.0093, 0.0031), (plan.L2, plan.Optimizer.WeightDecay));
        Assert.Equal("Pull the weights towards zero by the optimizer's weight decay of 0.0031 and an L2 penalty of 0.0093 instead of the optimizer's weight decay of 1 and an L2 penalty of 3.", forms[0].Describe(Held));
    }

    [Fact]
    public void Lowers_decays_of_groups_and_penalties_alike()
    {
        var recipe = Trainees.Mlp with
        {
            Training = new() { L1 = 0.5, WeightDecay = 5, Optimizer = new Sgd { Groups = [new ParameterGroup { Match = "linear1.*", WeightDecay = 2 }, new ParameterGroup { Match = "*" }] } },
        };

        var plan = new LowerWeightDecay { Left = 0.1 }.ApplyTo(recipe).Training;

        Assert.Equal((0.05, 0.5, 0.2, (double?)null), (plan.L1, plan.WeightDecay, plan.Optimizer.Groups[0].WeightDecay!.Value, plan.Optimizer.Groups[1].WeightDecay));
    }

    [Theory]
    [InlineData(5e-4, 0.05, 1000)]
    [InlineData(0.1, 0.001, 10_000)]
    [InlineData(0.01, 0.1, 2000)]
    public void Leaves_a_usual_decay_alone(double decay, double rate, long steps)
    {
        var usual = Trainees.Mlp with { Training = new() { Optimizer = new AdamW { LearningRate = rate, WeightDecay = decay }, Steps = steps } };

        Assert.Empty(new LowerWeightDecay().Variants(usual, Sick.Finding("loss-plateau", ("weight-decay", 1))));
    }

    [Theory]
    [InlineData("rank-collapse", true)]
    [InlineData("vanishing-gradient", true)]
    [InlineData("exploding-gradient", false)]
    [InlineData("saturated-activation", false)]
    public void Comes_up_where_weights_may_be_too_small(string illness, bool fits) =>
        Assert.Equal(fits, new LowerWeightDecay().Variants(Held, Sick.Finding(illness)).Any());
}
