using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Cures;

/// <summary>Searches with real trainings of small networks.</summary>
public class CureTests
{
    [Fact]
    public void Cures_a_small_deep_sigmoid_and_what_it_writes_is_healthy()
    {
        var report = Cure.For(SmallDeepSigmoid, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(CureVerdict.Cured, report.Verdict);
        Assert.Equal("vanishing-gradient", report.Illness!.Id);
        Assert.InRange(report.Trainings, 0.2, 3);
        var cured = Examiner.Run(RecipeFile.Parse(RecipeFile.Write(report.Cured!)), cancellation: TestContext.Current.CancellationToken);
        Assert.DoesNotContain(cured.Findings, finding => finding.Id == "vanishing-gradient");
    }

    [Fact]
    public void Finds_the_same_for_the_same_seed()
    {
        var (first, again) = (Cure.For(Unscaled, cancellation: TestContext.Current.CancellationToken), Cure.For(Unscaled, cancellation: TestContext.Current.CancellationToken));

        Assert.Equal(CureVerdict.Cured, first.Verdict);
        Assert.Equal(first.Cured, again.Cured);
        Assert.Equal(first.Proof!.Pairs, again.Proof!.Pairs);
        Assert.Equal(first.Steps, again.Steps);
    }

    [Fact]
    public void Leaves_a_healthy_network_alone()
    {
        var report = Cure.For(Some.Recipe(), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(CureVerdict.Healthy, report.Verdict);
        Assert.Equal(40, report.Steps);
    }

    static Recipe SmallDeepSigmoid => new()
    {
        Name = "small-deep-sigmoid",
        Data = new Blobs { Samples = 600 },
        Network = new Network { Input = [2], Layers = [new Repeat { Times = 10, Layers = [new Linear { Units = 16 }, new Sigmoid()] }, new Linear { Units = 3 }] },
        Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = 0.1 }, Batch = 32, Steps = 1000 },
    };

    static Recipe Unscaled => BundledRecipes.Find("unscaled-input")!;
}
