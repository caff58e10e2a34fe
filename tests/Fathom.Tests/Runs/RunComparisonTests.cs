using Fathom.Diagnoses;
using Fathom.Ledger;
using Fathom.Runs;

namespace Fathom.Tests.Runs;

public class RunComparisonTests
{
    [Fact]
    public void Losses_are_means_over_the_last_tenth_of_the_steps_that_both_have_taken()
    {
        var comparison = RunComparison.Of(WithLosses(200, step => step), WithLosses(100, step => 2 * step));

        Assert.Equal(100, comparison.CommonStep);
        Assert.Equal(new ComparedNumber("loss", 95.5, 191, 91, 100), Assert.Single(comparison.Numbers));
    }

    [Fact]
    public void A_loss_that_ended_as_no_number_is_none_and_one_skipped_on_the_way_is_passed_over()
    {
        var comparison = RunComparison.Of(WithLosses(100, step => step == 95 ? double.NaN : 1), WithLosses(100, step => step > 98 ? double.NaN : 1));

        Assert.Equal((1.0, true), (comparison.Numbers[0].Left, double.IsNaN(comparison.Numbers[0].Right!.Value)));
    }

    [Fact]
    public void Of_older_values_the_blocks_count_that_lie_in_the_tenth()
    {
        var block = Enumerable.Range(1, 64).Select(step => ScalarBlock.Of(step, 9)).Aggregate((one, other) => one + other);
        var old = View(100) with { Scalars = Scalars(ScalarTags.Loss, [block, ScalarBlock.Of(99, 3), ScalarBlock.Of(100, 5)]) };

        Assert.Equal(4, RunComparison.Of(old, WithLosses(100, _ => 1)).Numbers[0].Left);
        Assert.Equal(9, RunComparison.Of(old, WithLosses(70, _ => 1)).Numbers[0].Left);
    }

    [Fact]
    public void What_only_one_run_has_stands_beside_nothing()
    {
        var asked = View(50) with { Scalars = Scalars(ScalarTags.HeldOutLoss, [ScalarBlock.Of(25, 0.5), ScalarBlock.Of(50, 0.4)]) };

        var number = Assert.Single(RunComparison.Of(View(40), asked).Numbers);

        Assert.Equal(("held-out/loss", (double?)null, 0.5), (number.Name, number.Left, number.Right));
    }

    [Fact]
    public void Ledgers_are_summed_by_kind_and_the_largest_difference_comes_first()
    {
        var ill = WithLedger(new Link("sigmoid2", LinkKind.Slope, 1e-2), new Link("linear2", LinkKind.Weight, 0.1), new Link("sigmoid1", LinkKind.Slope, 1e-2));
        var cured = WithLedger(new Link("relu2", LinkKind.Slope, 0.1), new Link("linear2", LinkKind.Weight, 0.1), new Link("norm", LinkKind.Norm, 1));

        var kinds = RunComparison.Of(ill, cured).Kinds;

        Assert.Equal([LinkKind.Slope, LinkKind.Weight, LinkKind.Norm], kinds.Select(kind => kind.Kind));
        Assert.Equal((-4.0, -1.0), (kinds[0].Left!.Value, kinds[0].Right!.Value));
        Assert.Null(kinds[2].Left);
    }

    [Fact]
    public void A_ledger_of_a_step_that_only_one_has_taken_does_not_count()
    {
        var longer = WithLedger(new Link("linear1", LinkKind.Weight, 0.1));

        Assert.Equal((null, null), RunComparison.Of(longer, View(5)).LedgerSteps);
        Assert.Empty(RunComparison.Of(longer, View(5)).Kinds);
    }

    [Fact]
    public void Illnesses_are_matched_by_name_with_what_follows_from_others()
    {
        var left = View(10) with { Findings = [Found("vanishing-gradient", Severity.Error) with { Consequences = [Found("loss-plateau", Severity.Warning)] }, Found("dead-units", Severity.Note)] };
        var right = View(10) with { Findings = [Found("dead-units", Severity.Warning)] };

        var findings = RunComparison.Of(left, right).Findings;

        Assert.Equal(["vanishing-gradient", "dead-units", "loss-plateau"], findings.Select(finding => finding.Id));
        Assert.Equal((Severity.Note, Severity.Warning), (findings[1].Left!.Severity, findings[1].Right!.Severity));
        Assert.Null(findings[2].Right);
    }

    [Fact]
    public void Two_healthy_runs_that_recorded_nothing_differ_in_nothing()
    {
        var comparison = RunComparison.Of(View(0), View(0));

        Assert.Empty(comparison.Numbers);
        Assert.Empty(comparison.Kinds);
        Assert.Empty(comparison.Findings);
    }

    static RunView View(long steps) => new()
    {
        Folder = "runs/a",
        Manifest = new() { Id = "1", Name = "a", Kind = RunKind.Train, Started = default },
        Status = RunStatus.Finished,
        Step = steps,
    };

    static RunView WithLosses(int steps, Func<int, double> loss) =>
        View(steps) with { Scalars = Scalars(ScalarTags.Loss, Enumerable.Range(1, steps).Select(step => ScalarBlock.Of(step, loss(step)))) };

    static RunView WithLedger(params Link[] links) => View(10) with { Readings = [ReadingBlock.Of(new StepReading { Step = 10, Ledger = new ChainLedger(links) })] };

    static Dictionary<string, IReadOnlyList<ScalarBlock>> Scalars(string tag, IEnumerable<ScalarBlock> blocks) => new(StringComparer.Ordinal) { [tag] = [.. blocks] };

    static Finding Found(string id, Severity severity) => new() { Id = id, Severity = severity, Place = "linear1", Step = 3, Summary = "It is there." };
}
