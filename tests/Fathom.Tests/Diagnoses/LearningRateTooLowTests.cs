using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class LearningRateTooLowTests
{
    static readonly double[] Curvatures = Descents.Spectrum(30, 0.01, 1);

    readonly LearningRateTooLow _diagnosis = new();

    [Theory]
    [InlineData(1e-7)]
    [InlineData(1e-9)]
    [InlineData(1e-30)]
    public void Sees_that_nothing_moves_in_the_whole_training(double rate)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var finding = Assert.Single(_diagnosis.Examine(Descents.Quadratic(Curvatures, rate, 30, seed, facts: Facts(seed))));

            Assert.Equal(("learning-rate-too-low", Severity.Error, 3L), (finding.Id, finding.Severity, finding.Step));
            Assert.StartsWith("Raise the learning rate, about", finding.Treatments[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Blames_the_clipping_for_the_decades_that_it_takes()
    {
        var finding = Assert.Single(_diagnosis.Examine(Descents.Quadratic(Curvatures, 1e-2, 30, 1, facts: Facts(1), clip: 1e-7)));

        Assert.Equal(["clipping"], finding.Causes.Select(cause => cause.Id));
        Assert.Contains("clipping leaves 1.0e-7 of the gradient's norm", finding.Causes[0].Evidence, StringComparison.Ordinal);
        Assert.StartsWith("Raise the limit at which gradients are clipped, up to 1e+7 times", finding.Treatments[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Blames_a_schedule_that_has_ended()
    {
        var finding = Assert.Single(_diagnosis.Examine(Descents.Quadratic(Curvatures, 0, 60, 1, schedule: step => step == 1 ? 1e-3 : 1e-9, facts: Facts(1))));

        Assert.Equal(["schedule"], finding.Causes.Select(cause => cause.Id));
        Assert.Contains("fallen to 1.0e-6 of its highest", finding.Causes[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Divides_the_blame_by_decades()
    {
        var finding = Assert.Single(_diagnosis.Examine(Descents.Quadratic(Curvatures, 1e-8, 30, 1, facts: Facts(1), clip: 1e-2)));

        Assert.Equal(["learning-rate", "clipping"], finding.Causes.Select(cause => cause.Id));
        Assert.Equal(1, finding.Causes.Sum(cause => cause.Share), 9);
        Assert.All(finding.Causes, cause => Assert.InRange(cause.Share, 0.2, 0.8));
    }

    [Theory]
    [InlineData(0.1, 0.5)]
    [InlineData(0.1, 0.01)]
    [InlineData(1, 0.001)]
    public void Stays_silent_where_clipped_steps_still_learn(double rate, double clip)
    {
        for (var seed = 0; seed < 10; seed++)
            Assert.Empty(_diagnosis.Examine(Descents.Quadratic(Curvatures, rate, 50, seed, noise: 0.01, facts: Facts(seed), clip: clip)));
    }

    [Fact]
    public void Says_less_where_the_baseline_is_unknown() =>
        Assert.Equal(Severity.Note, Assert.Single(_diagnosis.Examine(Descents.Quadratic(Curvatures, 1e-9, 30, 1, facts: new() { PlannedSteps = 1_000 }))).Severity);

    [Theory]
    [InlineData(1e-4, "a small rate that still removes a few percent of the loss")]
    [InlineData(0.1, "a usual rate")]
    [InlineData(0, "a rate of zero on purpose")]
    public void Stays_silent_on(double rate, string healthy)
    {
        Assert.NotEmpty(healthy);
        for (var seed = 0; seed < 10; seed++)
            Assert.Empty(_diagnosis.Examine(Descents.Quadratic(Curvatures, rate, 50, seed, noise: 0.01, facts: Facts(seed))));
    }

    [Fact]
    public void Stays_silent_on_a_training_that_has_converged_and_lets_its_rate_decay()
    {
        var history = Descents.Quadratic(Curvatures, 1, 1_000, 3, floor: 1e-3, schedule: step => step < 500 ? 1 : 1e-9, facts: Facts(3));

        Assert.Empty(_diagnosis.Examine(history));
    }

    [Fact]
    public void Stays_silent_on_fine_tuning_far_below_the_baseline() =>
        Assert.Empty(_diagnosis.Examine(Descents.Quadratic(Curvatures, 1e-9, 50, 4, facts: new() { PlannedSteps = 1_000, BaselineLoss = 1_000 })));

    [Fact]
    public void Stays_silent_where_no_gradient_is_left_to_follow() =>
        Assert.Empty(_diagnosis.Examine(Descents.Quadratic([.. Curvatures.Select(curvature => curvature * 1e-6)], 1e-7, 50, 4, floor: 2.3, facts: new() { PlannedSteps = 1_000, BaselineLoss = 2.3 })));

    [Fact]
    public void Stays_silent_while_a_warm_up_rises() =>
        Assert.Empty(_diagnosis.Examine(Descents.Quadratic(Curvatures, 0, 30, 4, schedule: step => 1e-9 * step, facts: Facts(4))));

    [Fact]
    public void Stays_silent_where_one_layer_moves()
    {
        var reading = Readings.Stack(5, 0, layer => layer == 5 ? 1e-3 : 1e-12);

        Assert.Empty(_diagnosis.Examine(Readings.Repeated(reading)));
    }

    static TrainingFacts Facts(int seed)
    {
        var random = new Random(seed);
        var start = Curvatures.Select(curvature => 0.5 * curvature * Math.Pow(Descents.Normal(random), 2)).Sum();
        return new() { PlannedSteps = 1_000, BaselineLoss = start };
    }
}
