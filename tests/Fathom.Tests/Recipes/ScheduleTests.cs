using Fathom.Recipes;

namespace Fathom.Tests.Recipes;

public class ScheduleTests
{
    public static TheoryData<Schedule> Schedules =>
    [
        new ConstantRate(), new WarmUp { Steps = 5 }, new WarmUp { Steps = 3, Then = new CosineDecay() }, new StepDecay { Every = 7 },
        new CosineDecay { To = 1e-4 }, new OneCycle(), new OneCycle { Max = 1, Rise = 0.5 }, new OnPlateau(),
    ];

    [Fact]
    public void A_warm_up_grows_evenly_to_the_whole_and_hands_over()
    {
        var schedule = new WarmUp { Steps = 4, Then = new StepDecay { Every = 2, Factor = 0.5 } };

        var rates = Enumerable.Range(0, 9).Select(taken => schedule.RateAt(0.8, taken, 100));

        Assert.Equal([0.2, 0.4, 0.6, 0.8, 0.8, 0.8, 0.4, 0.4, 0.2], rates.Select(rate => Math.Round(rate, 12)));
    }

    [Fact]
    public void A_warm_up_leaves_the_cosine_the_steps_that_remain()
    {
        var schedule = new WarmUp { Steps = 10, Then = new CosineDecay() };

        Assert.Equal(new CosineDecay().RateAt(1, 45, 90), schedule.RateAt(1, 55, 100), 1e-15);
        Assert.Equal(0, schedule.RateAt(1, 100, 100), 1e-15);
    }

    [Fact]
    public void A_cosine_is_half_way_at_half_time()
    {
        var schedule = new CosineDecay { To = 0.2 };

        Assert.Equal([1, 0.6, 0.2, 0.2], ((long[])[0, 50, 100, 150]).Select(taken => Math.Round(schedule.RateAt(1, taken, 100), 12)));
    }

    [Fact]
    public void One_cycle_starts_peaks_and_ends_where_it_says()
    {
        var schedule = new OneCycle { Max = 2, Rise = 0.25, StartDivisor = 10, EndDivisor = 100 };

        var rates = Enumerable.Range(0, 100).Select(taken => schedule.RateAt(0.5, taken, 100)).ToArray();

        Assert.Equal(0.2, rates[0], 1e-12);
        Assert.Equal(2, rates[24], 1e-12);
        Assert.Equal(2, rates.Max(), 1e-12);
        Assert.Equal(0.002, rates[99], 1e-12);
        Assert.Equal(1.1, rates[12], 1e-12);
    }

    [Fact]
    public void A_plateau_drops_by_its_factor_and_never_below_the_least()
    {
        var schedule = new OnPlateau { Factor = 0.1, Least = 0.005 };

        Assert.Equal([1, 0.1, 0.01, 0.005, 0.005], Enumerable.Range(0, 5).Select(drops => Math.Round(schedule.RateAfter(1, drops), 12)));
        Assert.Equal(0.001, schedule.RateAfter(0.001, 3));
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Rates_are_finite_and_not_negative_however_short_or_overlong_the_training(Schedule schedule)
    {
        foreach (var steps in (long[])[1, 2, 3, 4, 10, 100])
            for (var taken = 0L; taken < 2 * steps + 10; taken++)
                Assert.InRange(schedule.RateAt(0.1, taken, steps), 0, 1 + 1e-9);
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmUp { Steps = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepDecay { Every = 1, Factor = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecay { To = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycle { Rise = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnPlateau { Factor = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingPlan { ClipNorm = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingPlan { ClipNorm = double.NaN });
    }
}
