using Fathom.Lab.Training;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Training;

public class LearningRateRangeTestTests
{
    [Fact]
    public void Finds_where_learning_is_fastest_and_where_it_runs_away()
    {
        var curve = LearningRateRangeTest.Run(Digits(), 1e-4, 100, 120, TestContext.Current.CancellationToken);

        // This network trains well at 0.1 to 0.4 and blows up at about 0.8.
        Assert.InRange(curve.Suggestion!.Value, 0.03, 0.6);
        Assert.InRange(curve.DivergesAt!.Value, 0.6, 4);
        Assert.True(curve.Points.Count < 120);
    }

    [Fact]
    public void Raises_the_rate_by_the_same_factor_at_each_step()
    {
        var curve = LearningRateRangeTest.Run(Digits(), 1e-6, 1e-4, 21, TestContext.Current.CancellationToken);

        Assert.Equal(21, curve.Points.Count);
        Assert.Equal(1e-6, curve.Points[0].LearningRate, 1e-15);
        Assert.Equal(1e-5, curve.Points[10].LearningRate, 1e-12);
        Assert.Equal(1e-4, curve.Points[20].LearningRate, 1e-12);
        Assert.Equal(curve.Points[0].Loss, curve.Points[0].Smoothed, 1e-9);
        Assert.Null(curve.DivergesAt);
    }

    [Fact]
    public void Reads_the_steepest_fall_off_a_curve()
    {
        // A loss that falls along a logistic in the rate's logarithm is steepest at its middle, 0.01.
        var points = Enumerable.Range(0, 81).Select(step => Math.Pow(10, -4 + step / 20.0))
            .Select(rate => (rate, loss: 1 / (1 + Math.Exp(3 * (Math.Log10(rate) + 2))))).Select(point => new LearningRatePoint(point.rate, point.loss, point.loss));

        Assert.Equal(0.01, new LearningRateCurve([.. points]).Suggestion!.Value, 1e-9);
        Assert.Null(new LearningRateCurve([]).Suggestion);
        Assert.Null(new LearningRateCurve([]).DivergesAt);
    }

    [Theory]
    [InlineData(0, 1, 10)]
    [InlineData(double.NaN, 1, 10)]
    [InlineData(1, 1, 10)]
    [InlineData(1e-3, 1e7, 10)]
    [InlineData(1e-3, 1, 1)]
    public void Refuses_rates_that_make_no_curve(double from, double to, int steps) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateRangeTest.Run(Digits(), from, to, steps, TestContext.Current.CancellationToken));

    static Recipe Digits() => Some.Recipe() with
    {
        Data = new Digits { Samples = 600 },
        Network = new Network { Input = [784], Init = new HeNormal(), Layers = [new Linear { Units = 32 }, new Relu(), new Linear { Units = 10 }] },
        Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = 0.1 }, Batch = 64, Schedule = new CosineDecay() },
    };
}
