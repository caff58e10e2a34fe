using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class HoldLearningRateTests
{
    static readonly Recipe Early = Trainees.Mlp.With(new StepDecay { Every = 3, Factor = 0.1 });

    [Fact]
    public void Lets_the_rate_fall_first_at_half_of_the_training_and_then_never()
    {
        var forms = new HoldLearningRate().Variants(Early, Sick.Finding("learning-rate-too-low", ("schedule", 1))).ToArray();

        Assert.Equal([new StepDecay { Every = 250, Factor = 0.1 }, new ConstantRate()], forms.Select(form => form.ApplyTo(Early).Training.Schedule));
        Assert.Equal("Multiply the learning rate of 0.01 by 0.1 every 250 steps instead of every 3.", forms[0].Describe(Early));
        Assert.Equal("Let the learning rate stay at 0.01 over the whole training.", forms[1].Describe(Early));
    }

    [Fact]
    public void Keeps_a_warm_up_and_lengthens_patience()
    {
        var recipe = Trainees.Mlp.With(new WarmUp { Steps = 10, Then = new OnPlateau { Patience = 4 } });

        var treated = new HoldLearningRate { Later = 10 }.ApplyTo(recipe).Training.Schedule;

        Assert.Equal(new WarmUp { Steps = 10, Then = new OnPlateau { Patience = 40 } }, treated);
        Assert.Equal(new WarmUp { Steps = 10 }, new HoldLearningRate().ApplyTo(recipe).Training.Schedule);
    }

    public static TheoryData<Schedule> UsualSchedules => [new ConstantRate(), new CosineDecay(), new OneCycle(), new StepDecay { Every = 250 }, new StepDecay { Every = 50, Factor = 0.9 }];

    [Theory]
    [MemberData(nameof(UsualSchedules))]
    public void Leaves_schedules_alone_that_end_with_the_training(Schedule schedule) =>
        Assert.Empty(new HoldLearningRate().Variants(Trainees.Mlp.With(schedule), Sick.Finding("loss-plateau", ("schedule", 1))));

    [Theory]
    [InlineData("learning-rate-too-high")]
    [InlineData("oscillating-loss")]
    [InlineData("gradient-spike")]
    public void Never_comes_up_where_steps_are_too_large(string illness) => Assert.Empty(new HoldLearningRate().Variants(Early, Sick.Finding(illness)));
}
