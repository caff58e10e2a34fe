using Fathom.Lab.Training;
using Fathom.Recipes;
using static TorchSharp.torch;
using LiveSchedule = TorchSharp.torch.optim.lr_scheduler;
using Parameter = TorchSharp.Modules.Parameter;

namespace Fathom.Lab.Tests.Training;

public class LearningRateScheduleTests
{
    const int Steps = 60;

    public static TheoryData<string, Schedule, double> Twins => new()
    {
        { "step", new StepDecay { Every = 7, Factor = 0.3 }, 0.4 },
        { "cosine", new CosineDecay { To = 0.01 }, 0.4 },
        { "one-cycle", new OneCycle { Max = 0.4 }, 0.4 },
        { "warm-up", new WarmUp { Steps = 8 }, 0.4 },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void Gives_the_rates_that_TorchSharp_gives(string twin, Schedule schedule, double rate)
    {
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(zeros(1));
        using var live = optim.SGD([parameter], rate);
        using var own = optim.SGD([parameter], rate);
        optim.lr_scheduler.LRScheduler scheduler = twin switch
        {
            "step" => LiveSchedule.StepLR(live, 7, 0.3),
            "cosine" => LiveSchedule.CosineAnnealingLR(live, Steps, 0.01),
            "one-cycle" => LiveSchedule.OneCycleLR(live, 0.4, total_steps: Steps, cycle_momentum: false),
            _ => LiveSchedule.LinearLR(live, 1.0 / 8, 1, 7),
        };

        Assert.Equal(Rates(live, _ => scheduler.step()), Rates(own, schedule), new Close());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 4)]
    public void Drops_on_a_plateau_when_TorchSharp_does(int patience, int cooldown)
    {
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(zeros(1));
        using var live = optim.SGD([parameter], 1);
        using var own = optim.SGD([parameter], 1);
        var scheduler = LiveSchedule.ReduceLROnPlateau(live, factor: 0.5, patience: patience, cooldown: cooldown, min_lr: [1e-3]);
        var random = new Random(2);
        var losses = Enumerable.Range(0, 200).Select(step => Math.Exp(-step / 40.0) + 0.2 * random.NextDouble()).ToArray();

        var schedule = new OnPlateau { Factor = 0.5, Patience = patience, Cooldown = cooldown, Least = 1e-3, Smoothing = 0 };

        var expected = losses.Select(loss =>
        {
            var rate = live.ParamGroups.First().LearningRate;
            scheduler.step(loss, null);
            return rate;
        }).ToArray();
        Assert.Equal(expected, Rates(own, schedule, losses), new Close());
        Assert.True(expected[^1] < 0.1);
    }

    [Fact]
    public void Waits_for_the_warm_up_before_it_looks_for_a_plateau()
    {
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(zeros(1));
        using var optimizer = optim.SGD([parameter], 1);
        var schedule = new WarmUp { Steps = 10, Then = new OnPlateau { Patience = 2, Factor = 0.5 } };

        var rates = Rates(optimizer, schedule, [.. Enumerable.Repeat(1.0, 15)]);

        Assert.Equal(1, rates[9]);
        Assert.Equal(1, rates[13]);
        Assert.Equal(0.5, rates[14]);
    }

    [Fact]
    public void Bears_losses_that_are_not_finite()
    {
        var plateau = new Plateau(new OnPlateau { Patience = 1 });
        foreach (var loss in (double[])[1, double.NaN, double.PositiveInfinity, double.NaN]) plateau.Hear(loss);

        Assert.Equal(1, plateau.Drops);
        plateau.Hear(0.5);
        plateau.Hear(double.NaN);
        Assert.Equal(1, plateau.Drops);
    }

    [Fact]
    public void Leaves_frozen_groups_frozen_and_scales_the_others_each_from_its_own_rate()
    {
        var recipe = Some.Recipe(steps: 10) with
        {
            Training = new TrainingPlan
            {
                Optimizer = new Sgd { LearningRate = 0.1, Groups = [new() { Match = "linear1.*", LearningRate = 0 }, new() { Match = "*.bias", LearningRate = 0.3 }] },
                Steps = 10,
                Schedule = new OneCycle { Max = 5 },
            },
        };
        using var trainer = new Trainer(recipe, TestContext.Current.CancellationToken);
        var first = trainer.Module.get_parameter("linear1.weight")!.data<float>().ToArray();

        trainer.Run(4, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(first, trainer.Module.get_parameter("linear1.weight")!.data<float>().ToArray());
        Assert.Equal([0, new OneCycle { Max = 5 }.RateAt(0.3, 3, 10), new OneCycle { Max = 5 }.RateAt(0.1, 3, 10)], trainer.Optimizer.ParamGroups.Select(group => group.LearningRate));
    }

    static double[] Rates(optim.Optimizer optimizer, Action<int> advance) =>
    [
        .. Enumerable.Range(0, Steps).Select(step =>
        {
            var rate = optimizer.ParamGroups.First().LearningRate;
            advance(step);
            return rate;
        }),
    ];

    static double[] Rates(optim.Optimizer optimizer, Schedule schedule, double[]? losses = null)
    {
        var live = new LearningRateSchedule(schedule, Steps, optimizer);
        return
        [
            .. (losses ?? new double[Steps]).Select(loss =>
            {
                live.BeforeStep();
                var rate = optimizer.ParamGroups.First().LearningRate;
                live.AfterStep(loss);
                return rate;
            }),
        ];
    }

    sealed class Close : IEqualityComparer<double>
    {
        public bool Equals(double left, double right) => Math.Abs(left - right) <= 1e-9 * Math.Max(Math.Abs(left), 1e-3);

        public int GetHashCode(double number) => 0;
    }
}
