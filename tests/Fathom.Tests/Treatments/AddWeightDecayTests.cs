using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class AddWeightDecayTests
{
    [Fact]
    public void Sets_the_plans_decay_and_never_lowers_it()
    {
        Assert.Equal(Trainees.Mlp with { Training = new() { WeightDecay = 0.2 } }, new AddWeightDecay { Decay = 0.2 }.ApplyTo(Trainees.Mlp));
        Assert.Equal(Trainees.Extreme, new AddWeightDecay { Decay = 0.2 }.ApplyTo(Trainees.Extreme));
    }

    [Fact]
    public void Lets_weights_without_gradient_fade_within_the_training_or_a_quarter_of_it()
    {
        var forms = new AddWeightDecay().Variants(Trainees.Mlp, Sick.Finding("saturated-activation")).Cast<AddWeightDecay>();

        Assert.Equal([0.2, 0.8], forms.Select(form => form.Decay));
        Assert.All(forms, form => Assert.InRange(Math.Pow(1 - 0.01 * form.Decay, 500), 0, Math.Exp(-1)));
    }

    [Fact]
    public void Proposes_no_less_than_there_is() =>
        Assert.Empty(new AddWeightDecay().Variants(Trainees.Mlp.With(new AdamW { LearningRate = 0.01, WeightDecay = 10 }), Sick.Finding("saturated-activation")));

    [Theory]
    [InlineData("vanishing-gradient")]
    [InlineData("short-memory")]
    [InlineData("dead-units")]
    public void Answers_no_weights_that_are_too_small(string illness) =>
        Assert.Empty(new AddWeightDecay().Variants(Trainees.Mlp, Sick.Finding(illness, ("weight-scale", 1))));

    [Fact]
    public void Asks_torchsharp_for_adamw_where_adam_would_divide_the_decay() =>
        Assert.Contains("torch.optim.AdamW(model.parameters(), lr: 0.001, weight_decay: 0.01)", new AddWeightDecay().InCode(Trainees.Transformer), StringComparison.Ordinal);

    [Fact]
    public void Refuses_no_decay() => Assert.Throws<ArgumentOutOfRangeException>(() => new AddWeightDecay { Decay = 0 });
}
