using Fathom.Torch.Guards;

namespace Fathom.Torch.Tests.Guards;

/// <summary>Healthy trainings of every family and optimizer: no guard has anything to do.</summary>
public sealed class HealthyTrainingTests
{
    public static TheoryData<string, string> Trainings => FaultInjectionTests.Trainings;

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Are_left_alone_by_every_guard(string family, string optimizer)
    {
        using var training = new FaultyTraining(family, optimizer, 21,
            [new SkipNonFinite(), new SkipSpike(), new LowerLearningRateOnDivergence(), new RollBack { StepsBetween = 20 }, new StopOnHopeless { WorseThanNothing = 16 }]);

        training.Train(new Dictionary<int, Fault>());

        Assert.Empty(training.Monitor.GuardEvents);
        Assert.Equal(0, training.Monitor.SkippedSteps);
    }
}
