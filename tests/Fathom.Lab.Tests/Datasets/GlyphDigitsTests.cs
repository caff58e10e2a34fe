using System.Diagnostics;
using Fathom.Lab.Datasets.Generators;
using Fathom.Lab.Training;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Datasets;

public class GlyphDigitsTests
{
    [Fact]
    public void Draws_several_thousand_images_in_less_than_a_second()
    {
        Draw(new Digits { Samples = 100 }, seed: 1).Dispose();
        var watch = Stopwatch.StartNew();

        using var samples = Draw(new Digits { Samples = 5000 }, seed: 1);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void Draws_the_same_images_for_the_same_seed_and_others_for_another()
    {
        using var one = Draw(new Digits { Samples = 50 }, seed: 1);
        using var same = Draw(new Digits { Samples = 50 }, seed: 1);
        using var other = Draw(new Digits { Samples = 50 }, seed: 2);

        Assert.True(one.Features.Equals(same.Features));
        Assert.False(one.Features.Equals(other.Features));
    }

    [Fact]
    public void Draws_each_digit_as_often_as_any_other_with_brightness_from_0_to_1()
    {
        using var samples = Draw(new Digits { Samples = 200 }, seed: 3);

        Assert.All(samples.Labels.CountBy(label => label), count => Assert.Equal(20, count.Value));
        Assert.Equal(0, samples.Features.min().item<float>());
        Assert.Equal(1, samples.Features.max().item<float>());
    }

    [Fact]
    public void Can_be_learnt_by_a_small_network()
    {
        var recipe = Some.Recipe() with
        {
            Data = new Digits(),
            Network = new Network { Input = [784], Init = new HeNormal(), Layers = [new Linear { Units = 64 }, new Relu(), new Linear { Units = 10 }] },
            Training = new TrainingPlan { Optimizer = new Adam { LearningRate = 0.003 }, Batch = 128 },
        };
        using var trainer = new Trainer(recipe, TestContext.Current.CancellationToken);

        trainer.Run(200, cancellation: TestContext.Current.CancellationToken);

        var accuracy = trainer.Evaluate(TestContext.Current.CancellationToken)!.Accuracy!.Value;
        Assert.True(accuracy > 0.9, $"The accuracy is {accuracy}.");
        TestContext.Current.SendDiagnosticMessage($"accuracy {accuracy}");
    }

    static Fathom.Lab.Datasets.Samples Draw(Digits source, long seed) =>
        GlyphDigits.Draw(source, seed, TestContext.Current.CancellationToken);
}
