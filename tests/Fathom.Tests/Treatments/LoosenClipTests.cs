using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class LoosenClipTests
{
    static readonly Recipe Clipped = Trainees.Mlp with { Training = new() { ClipNorm = 0.0001, ClipValue = 0.5, AdaptiveClip = new UnitwiseClip() } };

    [Fact]
    public void Multiplies_every_limit_or_takes_all_away()
    {
        var looser = new LoosenClip { Factor = 20 }.ApplyTo(Clipped).Training;
        var none = new LoosenClip().ApplyTo(Clipped).Training;

        Assert.Equal((0.002, 10, double.PositiveInfinity, 0.2), (looser.ClipNorm, looser.ClipValue, looser.ClipLayerNorm, ((UnitwiseClip)looser.AdaptiveClip).Ratio));
        Assert.Equal(new TrainingPlan(), none);
        Assert.Equal("Clip at a norm of 0.002 and a size in each number of 10 and 0.2 of each unit's weights instead of a norm of 0.0001 and a size in each number of 0.5 and 0.01 of each unit's weights.",
            new LoosenClip { Factor = 20 }.Describe(Clipped));
    }

    [Fact]
    public void Raises_the_limit_first_to_the_norm_that_was_measured()
    {
        var finding = Sick.Measured("learning-rate-too-low", ("share of the gradient's norm that clipping leaves", 0.0004));

        var factors = new LoosenClip().Variants(Clipped, finding).Cast<LoosenClip>().Select(form => form.Factor);

        Assert.Equal([2500, double.PositiveInfinity], factors);
    }

    [Theory]
    [InlineData("loss-plateau", true)]
    [InlineData("learning-rate-too-low", true)]
    [InlineData("exploding-gradient", false)]
    [InlineData("non-finite", false)]
    [InlineData("learning-rate-too-high", false)]
    [InlineData("gradient-spike", false)]
    public void Comes_up_where_steps_are_too_small_and_nowhere_else(string illness, bool fits) =>
        Assert.Equal(fits, new LoosenClip().Variants(Clipped, Sick.Finding(illness, ("clipping", 1))).Any());

    [Fact]
    public void Leaves_a_training_that_clips_nothing_alone() =>
        Assert.Equal([nameof(Trainees.Letters)], Trainees.Touched(new LoosenClip(), Sick.Finding("loss-plateau")));

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void Refuses_a_factor_that_does_not_loosen(double factor) => Assert.Throws<ArgumentOutOfRangeException>(() => new LoosenClip { Factor = factor });
}
