using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class LossPlateauTests
{
    static readonly TrainingFacts TenClasses = new() { BaselineLoss = Math.Log(10), PlannedSteps = 2_000 };

    readonly LossPlateau _diagnosis = new();

    [Theory]
    [InlineData(60, null)]
    [InlineData(200, Severity.Note)]
    [InlineData(900, Severity.Note)]
    [InlineData(1_700, Severity.Note)]
    [InlineData(1_850, Severity.Warning)]
    [InlineData(1_990, Severity.Error)]
    public void Grows_worse_with_the_share_of_the_training_that_is_gone(int steps, Severity? severity) =>
        Assert.Equal(severity, _diagnosis.Examine(Flat(steps, seed: 1)).SingleOrDefault()?.Severity);

    [Fact]
    public void Says_since_when_and_how_likely_it_lasts()
    {
        var finding = Assert.Single(_diagnosis.Examine(Flat(1_200, seed: 2)));

        Assert.Equal("loss-plateau", finding.Id);
        Assert.InRange(finding.Step, 100, 300);
        Assert.Contains("After 1,200 of 2,000 steps the loss is 2.3", finding.Summary, StringComparison.Ordinal);
        Assert.Contains("60%", finding.Meaning, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_its_date_when_early_losses_are_merged_into_blocks()
    {
        var random = new Random(9);
        var history = new ReadingHistory(facts: TenClasses);
        long? first = null;
        for (var step = 1; step <= 1_900; step++)
        {
            history.Losses.Add(step, 2.303 + (0.01 * Descents.Normal(random)));
            if (step % 20 == 0) first ??= _diagnosis.Examine(history).SingleOrDefault()?.Step;
        }

        Assert.Equal(100, first);
        Assert.Equal(first, Assert.Single(_diagnosis.Examine(history)).Step);
    }

    [Fact]
    public void Stays_a_note_where_no_baseline_is_known() =>
        Assert.Equal(Severity.Note, Assert.Single(_diagnosis.Examine(Descents.Losses(_ => 2.3, 1_900, new() { PlannedSteps = 2_000 }))).Severity);

    /// <summary>Batches of one sample: the first loss says little of what losses began with.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Stays_silent_where_the_first_loss_may_have_been_small_by_chance(double chance)
    {
        var random = new Random(5);
        // Squares of normal errors fall from 5 to 4 on average, and the first happened to be small.
        var falling = Descents.Losses(step => step == 1 ? chance : (5 - (step / 1_900.0)) * Math.Pow(Descents.Normal(random), 2), 1_900, new() { PlannedSteps = 2_000 });

        Assert.Empty(_diagnosis.Examine(falling));
    }

    [Fact]
    public void Still_names_a_plateau_of_small_batches_whose_first_loss_stands_for_the_rest()
    {
        var random = new Random(6);

        var flat = Descents.Losses(_ => 2.3 + (0.05 * Descents.Normal(random)), 1_900, new() { PlannedSteps = 2_000 });

        Assert.Equal(Severity.Note, Assert.Single(_diagnosis.Examine(flat)).Severity);
    }

    [Theory]
    [InlineData("clipping")]
    [InlineData("schedule")]
    [InlineData("weight-decay")]
    public void Names_what_holds_the_loss_where_the_steps_tell(string cause)
    {
        var finding = Assert.Single(_diagnosis.Examine(Held(cause)));

        Assert.Equal(cause, Assert.Single(finding.Causes).Id);
        Assert.Equal(cause == "clipping", finding.Evidence.Any(evidence => evidence.Quantity.Contains("clipping leaves", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("steps of usual size")]
    [InlineData("clipped steps of usual size")]
    [InlineData("weights that halve")]
    public void Blames_nothing_where_the_steps_are_well(string held) => Assert.Empty(Assert.Single(_diagnosis.Examine(Held(held))).Causes);

    [Theory]
    [InlineData("falls slowly")]
    [InlineData("converged")]
    [InlineData("noisy descent")]
    [InlineData("stairs")]
    public void Stays_silent_on_a_loss_that_moved(string healthy)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            Func<int, double> loss = healthy switch
            {
                "falls slowly" => step => (2.3 - (0.0005 * step)) * (1 + (0.05 * Descents.Normal(random))),
                "converged" => _ => 0.01 * (1 + (0.3 * Descents.Normal(random))),
                "noisy descent" => step => 2.3 * Math.Exp(-step / 500.0) * (1 + (0.2 * Descents.Normal(random))),
                _ => step => (step < 500 ? 2.3 : step < 1_000 ? 1.6 : 0.9) * (1 + (0.02 * Descents.Normal(random))),
            };

            Assert.Empty(_diagnosis.Examine(Descents.Losses(loss, 1_500, TenClasses)));
        }
    }

    [Fact]
    public void Never_calls_a_task_ill_that_is_solved_after_a_quarter_of_the_training()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            // The adding problem: at 1/6 for 500 of 2,000 steps, then solved.
            var random = new Random(seed);
            var history = new ReadingHistory(facts: new() { BaselineLoss = 1.0 / 6, PlannedSteps = 2_000 });
            for (var step = 1; step <= 2_000; step++)
            {
                history.Losses.Add(step, (step < 500 ? 1.0 / 6 : Math.Max(1e-3, Math.Exp((500 - step) / 100.0) / 6)) * (1 + (0.15 * Descents.Normal(random))));
                if (step % 100 == 0) Assert.DoesNotContain(_diagnosis.Examine(history), finding => finding.Severity > Severity.Note);
            }

            Assert.Empty(_diagnosis.Examine(history));
        }
    }

    [Fact]
    public void Stays_silent_where_losses_may_be_negative() => Assert.Empty(_diagnosis.Examine(Descents.Losses(_ => -2, 1_900, TenClasses)));

    [Fact]
    public void Sees_one_percent_of_progress_through_the_noise()
    {
        var random = new Random(5);

        Assert.Empty(_diagnosis.Examine(Descents.Losses(step => 2.3026 * (1 - (0.04 * step / 1_500)) * (1 + (0.05 * Descents.Normal(random))), 1_500, TenClasses)));
    }

    /// <summary>A loss of ln 10 beside a gradient of norm 1 that leads nowhere.</summary>
    static ReadingHistory Held(string by)
    {
        const int taken = 1_200;
        var random = new Random(4);
        var history = new ReadingHistory(facts: TenClasses);
        for (var step = 1; step <= taken; step++)
        {
            var clip = by switch { "clipping" => 1e-5, "clipped steps of usual size" => 0.1, _ => 1 };
            var rate = by == "schedule" ? 0.01 * Math.Pow(10, -step / 100.0) : 0.01;
            var size = by switch { "weight-decay" => Math.Pow(0.9, step), "weights that halve" => 1 - (0.5 * step / taken), _ => 1 };
            var gradient = clip * Math.Sign(Descents.Normal(random));
            Descents.Add(history, step, 2.303 + (0.03 * Descents.Normal(random)), [size], [gradient], [-rate * gradient], rate, clip);
        }

        return history;
    }

    static ReadingHistory Flat(int steps, int seed)
    {
        var random = new Random(seed);
        return Descents.Losses(_ => 2.303 + (0.03 * Descents.Normal(random)), steps, TenClasses);
    }
}
