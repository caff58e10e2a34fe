using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class DecayLearningRateTests
{
    [Fact]
    public void Lets_a_rate_fall_that_stayed() =>
        Assert.Equal(Trainees.Mlp.With(new CosineDecay()), new DecayLearningRate().ApplyTo(Trainees.Mlp));

    [Fact]
    public void Keeps_a_warm_up_that_is_there() =>
        Assert.Equal(new WarmUp { Steps = 9, Then = new CosineDecay() }, new DecayLearningRate().ApplyTo(Trainees.Mlp.With(new WarmUp { Steps = 9 })).Training.Schedule);

    [Fact]
    public void Puts_a_cycle_in_the_place_of_a_warm_up() =>
        Assert.Equal(new OneCycle(), new DecayLearningRate { By = new OneCycle() }.ApplyTo(Trainees.Mlp.With(new WarmUp { Steps = 9 })).Training.Schedule);

    [Fact]
    public void Touches_only_rates_that_stay()
    {
        var touched = Trainees.Touched(new DecayLearningRate(), Sick.Finding("oscillating-loss"));

        Assert.DoesNotContain(nameof(Trainees.YesOrNo), touched);
        Assert.DoesNotContain(nameof(Trainees.Cycled), touched);
        Assert.DoesNotContain(nameof(Trainees.Tiny), touched);
        Assert.Contains(nameof(Trainees.Transformer), touched);
    }

    [Fact]
    public void Waits_a_twentieth_of_the_training_for_a_new_best()
    {
        var plateau = new DecayLearningRate().Variants(Trainees.Mlp, Sick.Finding("loss-plateau")).Select(form => ((DecayLearningRate)form).By).OfType<OnPlateau>().Single();

        Assert.Equal(25, plateau.Patience);
    }

    [Fact]
    public void Does_not_slow_down_what_is_too_slow()
    {
        Assert.Empty(new DecayLearningRate().Variants(Trainees.Mlp, Sick.Finding("learning-rate-too-low")));
        Assert.Empty(new DecayLearningRate().Variants(Trainees.Mlp, Sick.Measured("loss-plateau", ("first-order descent over the loss", 1e-4))));
    }

    [Fact]
    public void Refuses_a_schedule_that_does_not_fall() => Assert.Throws<ArgumentException>(() => new DecayLearningRate { By = new ConstantRate() });
}
