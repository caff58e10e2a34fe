using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class LearningRateTooHighTests
{
    readonly LearningRateTooHigh _diagnosis = new();

    [Theory]
    [InlineData(10, 2.6, 0.0, 40)]
    [InlineData(100, 4.0, 0.0, 20)]
    [InlineData(100, 30, 0.1, 10)]
    [InlineData(30, 15, 0.0, 10)]
    public void Sees_a_loss_that_runs_away_before_it_overflows(int dimensions, double rate, double noise, int latest)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var history = Descents.Quadratic(Descents.Spectrum(dimensions, 0.1, 1), rate, steps: 60, seed, noise);

            var finding = Assert.Single(_diagnosis.Examine(history));

            Assert.Equal(("learning-rate-too-high", Severity.Error), (finding.Id, finding.Severity));
            Assert.Equal("learning-rate", Assert.Single(finding.Causes).Id);
            // At 2.6 over the largest curvature that direction needs some thirty steps before it outgrows all others.
            Assert.InRange(finding.Step, 2, latest);
        }
    }

    [Fact]
    public void Sees_a_loss_that_one_step_threw_up_and_nothing_brings_back()
    {
        var finding = Assert.Single(_diagnosis.Examine(Thrown(seed: 3, up: 20, ratioAfter: 1e-7)));

        Assert.Contains("is not on its way back", finding.Summary, StringComparison.Ordinal);
        Assert.InRange(finding.Step, 4, 14);
    }

    [Fact]
    public void Sees_a_network_that_one_step_killed_and_that_stands_at_its_baseline()
    {
        var finding = Assert.Single(_diagnosis.Examine(Thrown(seed: 4, up: 20, ratioAfter: 1e-3, back: 2.303, steps: 200)));

        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Contains("stands still at 2.3", finding.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Sees_a_step_that_throws_the_loss_further_than_a_catapult_at_once()
    {
        var finding = Assert.Single(_diagnosis.Examine(Steps(step => step == 1 ? 2.3 : 300, step => step == 1 ? 50 : 0.01, 2)));

        Assert.Equal((2L, Severity.Error), (finding.Step, finding.Severity));
    }

    [Fact]
    public void Stays_silent_on_a_throw_from_which_the_network_learnt() =>
        Assert.Empty(_diagnosis.Examine(Steps(step => step == 2 ? 300 : 2.3 * Math.Exp(-step / 20.0), step => step == 1 ? 50 : 0.1, 60)));

    [Fact]
    public void Sees_numbers_that_end_behind_a_step_that_climbs_and_none_behind_a_calm_one()
    {
        Assert.Equal(2, Assert.Single(_diagnosis.Examine(Broken(ratio: 1e6))).Step);
        Assert.Empty(_diagnosis.Examine(Broken(ratio: 0.1)));
        Assert.Empty(_diagnosis.Examine(Broken(ratio: 1e6, input: double.NaN)));
    }

    [Fact]
    public void Remembers_a_throw_whose_reading_was_thinned_away()
    {
        var random = new Random(8);
        var history = Steps(step => step is 10 or 11 ? 15 : 2.303 * (1 + (0.01 * Descents.Normal(random))), step => step == 10 ? 200 : 1e-4, 900, new() { BaselineLoss = 2.3026, PlannedSteps = 1_000 });

        Assert.DoesNotContain(history.Readings, reading => reading.Step == 10);
        Assert.Contains("Step 10 ", Assert.Single(_diagnosis.Examine(history)).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Sees_a_network_that_a_step_overwrote_although_its_loss_was_flat()
    {
        var random = new Random(9);
        var history = new ReadingHistory(facts: new() { BaselineLoss = 2.3026, PlannedSteps = 200 });
        for (var step = 1; step <= 150; step++)
        {
            var loss = step == 1 ? 2.29 : step < 12 ? 6 - (0.3 * step) : 2.5 * (1 + (0.02 * Descents.Normal(random)));
            Descents.Add(history, step, loss, [1], [0.1], [step == 1 ? -5 : -0.01], 0.5);
        }

        Assert.Contains("changed a layer by 5.0 times its own size", Assert.Single(_diagnosis.Examine(history)).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Stays_silent_on_an_overwritten_layer_of_a_network_that_learns() =>
        Assert.Empty(_diagnosis.Examine(Steps(step => 2.3 * Math.Exp(-step / 20.0), step => step == 1 ? 3 : 0.1, 60)));

    [Theory]
    [InlineData(1e-3, 0.0, 0.0)]
    [InlineData(0.3, 0.0, 0.3)]
    [InlineData(1.0, 0.0, 0.0)]
    [InlineData(1.9, 0.0, 0.05)]
    [InlineData(1.9, 0.01, 0.05)]
    [InlineData(0.5, 3.0, 0.2)]
    public void Stays_silent_on_a_stable_rate(double rate, double floor, double noise)
    {
        for (var seed = 0; seed < 20; seed++)
            foreach (var steps in new[] { 5, 20, 300 })
                Assert.Empty(_diagnosis.Examine(Descents.Quadratic(Descents.Spectrum(30, 0.01, 1), rate, steps, seed, noise, floor)));
    }

    [Fact]
    public void Stays_silent_on_momentum_that_swings_and_settles()
    {
        for (var seed = 0; seed < 20; seed++)
            foreach (var steps in new[] { 5, 20, 300 })
                Assert.Empty(_diagnosis.Examine(Descents.Quadratic(Descents.Spectrum(30, 0.01, 1), 0.5, steps, seed, momentum: 0.9)));
    }

    [Fact]
    public void Stays_silent_on_large_steps_while_the_loss_falls()
    {
        var random = new Random(5);

        Assert.Empty(_diagnosis.Examine(Steps(step => 2.3 * Math.Exp(-step / 100.0) * (1 + (0.05 * Descents.Normal(random))), _ => 30, 300)));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(200)]
    public void Stays_silent_on_a_catapult(int steps)
    {
        // Up by half each step for ten steps, then down again as fast, and on: with steps that climb as long as it goes up.
        double Loss(int step) => step <= 10 ? Math.Pow(1.5, step) : Math.Pow(1.5, Math.Max(20 - step, -20)) + 0.01;

        Assert.Empty(_diagnosis.Examine(Steps(Loss, step => step <= 10 ? 5 : 1, steps)));
    }

    [Fact]
    public void Stays_silent_where_losses_may_be_negative() =>
        Assert.Empty(_diagnosis.Examine(Steps(step => -Math.Pow(2, step), _ => 10, 30)));

    [Fact]
    public void Stays_silent_without_updates() => Assert.Empty(_diagnosis.Examine(Descents.Losses(step => Math.Pow(2, step), 30)));

    [Fact]
    public void A_step_of_a_quadratic_raises_its_loss_by_what_its_ratio_says()
    {
        var random = new Random(6);
        for (var trial = 0; trial < 1_000; trial++)
        {
            var curvatures = Descents.Spectrum(10, 1e-3, 1);
            var at = curvatures.Select(_ => Descents.Normal(random)).ToArray();
            var step = curvatures.Select(_ => Descents.Normal(random) * Math.Pow(10, random.NextDouble())).ToArray();
            double Loss(double share) => 0.5 * curvatures.Select((curvature, i) => curvature * Math.Pow(at[i] + (share * step[i]), 2)).Sum();
            var ratio = -curvatures.Select((curvature, i) => curvature * at[i] * step[i]).Sum() / Loss(0);

            Assert.InRange(Loss(1) / Loss(0), Math.Pow(1 - (ratio / 2), 2) * (1 - 1e-9), double.MaxValue);
        }
    }

    static ReadingHistory Thrown(int seed, double up, double ratioAfter, double? back = null, int steps = 14)
    {
        var random = new Random(seed);
        double Loss(int step) => step == 1 ? 2.35 : step < 4 || back is null ? up * (1 + (0.02 * Descents.Normal(random))) : back.Value * (1 + (0.01 * Descents.Normal(random)));
        return Steps(Loss, step => step == 1 ? 500 : ratioAfter, steps, new() { BaselineLoss = 2.3026, PlannedSteps = 1_000 });
    }

    static ReadingHistory Steps(Func<int, double> loss, Func<int, double> ratio, int steps, TrainingFacts? facts = null)
    {
        var history = new ReadingHistory(facts: facts);
        for (var step = 1; step <= steps; step++)
        {
            var now = loss(step);
            Descents.Add(history, step, now, [10], [1], [-ratio(step) * now], 0.1);
        }

        return history;
    }

    static ReadingHistory Broken(double ratio, double input = 1)
    {
        var history = Steps(_ => 2.3, _ => ratio, 1);
        history.Losses.Add(2, double.NaN);
        history.Add(new StepReading { Step = 2, Loss = double.NaN, Inputs = [new InputReading { Values = Readings.Of(input) }] });
        return history;
    }
}
