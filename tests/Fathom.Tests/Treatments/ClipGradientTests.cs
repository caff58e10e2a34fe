using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class ClipGradientTests
{
    [Fact]
    public void Sets_the_limit()
    {
        var treated = new ClipGradient { Norm = 5 }.ApplyTo(Trainees.Mlp);

        Assert.Equal(Trainees.Mlp with { Training = new() { ClipNorm = 5 } }, treated);
        Assert.Equal("Clip the gradient's norm at 5.", new ClipGradient { Norm = 5 }.Describe(Trainees.Mlp));
    }

    [Fact]
    public void Never_loosens_a_limit_that_is_there()
    {
        Assert.Equal(0.5, new ClipGradient { Norm = 1 }.ApplyTo(Trainees.Letters).Training.ClipNorm);
        Assert.Equal([new ClipGradient { Percentile = 90 }], new ClipGradient().Variants(Trainees.Letters, Sick.Finding("gradient-spike")));
    }

    [Fact]
    public void Begins_with_the_norm_that_gradients_usually_have()
    {
        var forms = new ClipGradient().Variants(Trainees.Rnn, Sick.Measured("exploding-through-time", ("typical gradient norm", 0.1234))).ToArray();

        Assert.Equal(new ClipGradient { Norm = 0.12 }, forms[0]);
        Assert.Equal(3, forms.Length);
    }

    [Fact]
    public void Binds_in_spikes_only_where_the_finding_knows_what_chance_does()
    {
        var finding = Sick.Finding("gradient-spike") with { Evidence = [new("decades of the gradient's norm", 2.5, 1)] };

        Assert.Equal(new ClipGradient { Norm = 10 }, new ClipGradient().Variants(Trainees.Mlp, finding).First());
    }

    [Fact]
    public void Leaves_other_adaptive_clipping_as_it_is()
    {
        var recipe = Trainees.Mlp with { Training = new() { AdaptiveClip = new UnitwiseClip() } };

        Assert.Equal(recipe, new ClipGradient { Percentile = 10 }.ApplyTo(recipe));
        Assert.DoesNotContain(new ClipGradient().Variants(recipe, Sick.Finding("exploding-gradient")).Cast<ClipGradient>(), form => form.Percentile is not null);
    }

    [Theory]
    [InlineData("vanishing-gradient")]
    [InlineData("short-memory")]
    [InlineData("learning-rate-too-low")]
    public void Answers_no_gradient_that_is_too_small(string illness) =>
        Assert.Empty(new ClipGradient().Variants(Trainees.Rnn, Sick.Finding(illness, ("recurrent-steps", 1))));

    [Fact]
    public void Does_not_clip_what_came_with_the_data()
    {
        Assert.Empty(new ClipGradient().Variants(Trainees.Mlp, Sick.Finding("non-finite", ("input-data", 1))));
        Assert.NotEmpty(new ClipGradient().Variants(Trainees.Mlp, Sick.Finding("non-finite", ("overflow", 1))));
    }

    [Fact]
    public void Names_torchsharps_own_function() =>
        Assert.Contains("torch.nn.utils.clip_grad_norm_(model.parameters(), 1);", new ClipGradient().InCode(Trainees.Mlp), StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_a_norm_that_is_no_limit(double norm) => Assert.Throws<ArgumentOutOfRangeException>(() => new ClipGradient { Norm = norm });
}
