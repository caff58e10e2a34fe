using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class WarmUpLearningRateTests
{
    [Fact]
    public void Puts_the_rise_before_what_was_there()
    {
        var treated = new WarmUpLearningRate { Steps = 50 }.ApplyTo(Trainees.YesOrNo);

        Assert.Equal(new WarmUp { Steps = 50, Then = new CosineDecay { To = 1e-4 } }, treated.Training.Schedule);
    }

    [Fact]
    public void Lengthens_a_rise_and_never_shortens_it()
    {
        var recipe = Trainees.Mlp.With(new WarmUp { Steps = 60 });

        Assert.Equal(new WarmUp { Steps = 100 }, new WarmUpLearningRate().ApplyTo(recipe).Training.Schedule);
        Assert.Equal(recipe, new WarmUpLearningRate { Steps = 10 }.ApplyTo(recipe));
    }

    [Fact]
    public void Leaves_a_cycle_alone_that_rises_by_itself()
    {
        Assert.Empty(new WarmUpLearningRate().Variants(Trainees.Cycled, Sick.Finding("gradient-spike")));
        Assert.Empty(new WarmUpLearningRate().Variants(Trainees.Mlp.With(new OneCycle()), Sick.Finding("gradient-spike")));
    }

    [Fact]
    public void Takes_a_twentieth_of_the_training_first() =>
        Assert.Equal([25, 100], new WarmUpLearningRate().Variants(Trainees.Mlp, Sick.Finding("dead-units")).Cast<WarmUpLearningRate>().Select(form => form.Steps));

    [Fact]
    public void Waits_for_adams_mean_squares_where_there_is_time()
    {
        var recipe = Trainees.Transformer with { Training = new() { Optimizer = new Adam(), Steps = 100_000 } };

        Assert.Equal([2000, 5000], new WarmUpLearningRate().Variants(recipe, Sick.Finding("dead-units")).Cast<WarmUpLearningRate>().Select(form => form.Steps));
    }

    [Fact]
    public void Never_takes_more_than_half_of_the_training()
    {
        Assert.Equal(250, Assert.IsType<WarmUp>(new WarmUpLearningRate { Steps = 100_000 }.ApplyTo(Trainees.Mlp).Training.Schedule).Steps);
        Assert.Equal(Trainees.HalfPrecision, new WarmUpLearningRate().ApplyTo(Trainees.HalfPrecision));
    }

    [Fact]
    public void Says_over_how_many_steps() =>
        Assert.Equal("Warm the learning rate up to 0.01 over the first 100 of 500 steps.", new WarmUpLearningRate().Describe(Trainees.Mlp));
}
