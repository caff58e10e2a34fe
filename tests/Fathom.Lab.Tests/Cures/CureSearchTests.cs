using Fathom.Diagnoses;
using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Lab.Trials;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Cures;

/// <summary>Searches whose trials are made up: what is believed, and what is not.</summary>
public class CureSearchTests
{
    const string Illness = "vanishing-gradient";
    static readonly Recipe Ill = BundledRecipes.Find("deep-sigmoid")!;

    [Fact]
    public void Leaves_a_healthy_recipe_alone()
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, 1));

        var report = Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(CureVerdict.Healthy, report.Verdict);
        Assert.Null(report.Cured);
        Assert.All(trials.Orders, order => Assert.True(order.Key.IsUntreated));
        Assert.InRange(report.Trainings, 0, 0.1);
    }

    [Theory]
    [InlineData(2.3, true)]
    [InlineData(2.3, false)]
    [InlineData(2.2, false)]
    public void A_training_that_knows_nothing_at_its_end_is_ill(double heldOut, bool isUnderWay)
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, heldOut) with { Inheritance = isUnderWay ? new(10, 0, 0, 0) : null });

        var report = Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal((CureVerdict.NothingFound, "loss-plateau"), (report.Verdict, report.Illness!.Id));
        Assert.Equal(Ill.Training.Steps, report.Untreated!.Steps);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(500)]
    public void A_training_that_begins_to_learn_at_last_is_healthy(long since)
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, order.Steps >= since ? 1 : 2.3));

        var report = Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal((CureVerdict.Healthy, since), (report.Verdict, report.Steps));
    }

    [Fact]
    public void Where_the_budget_ends_before_the_training_nobody_is_called_ill_for_knowing_nothing()
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, 2.3));

        var report = Cure.For(Ill, trials, new CureOptions { Budget = new() { Trainings = 0.9 } }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(CureVerdict.Healthy, report.Verdict);
        Assert.Contains("no better than a constant answer", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_learns_where_the_untreated_training_ended_with_nothing_is_a_cure()
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, order.Candidate == 2 ? 1 + Spread(order) : 2.3));

        var report = Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal((CureVerdict.Cured, "loss-plateau", 2), (report.Verdict, report.Illness!.Id, report.Proof!.Candidate.Number));
    }

    [Fact]
    public void Adds_to_a_change_what_answers_the_finding_that_shows_once_the_illness_is_gone()
    {
        using var trials = new ScriptedTrials(order => order.Key.IsUntreated ? ScriptedTrials.Of(order, 2.3, Illness)
            : order.Recipe.Training.Optimizer.LearningRate > Ill.Training.Optimizer.LearningRate ? ScriptedTrials.Of(order, 1 + Spread(order))
            : ScriptedTrials.Of(order, 2.3) with { Findings = [ScriptedTrials.Found("learning-rate-too-low", Severity.Warning) with { Causes = [] }] });

        var report = Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(CureVerdict.Cured, report.Verdict);
        Assert.EndsWith("+raise-learning-rate", report.Proof!.Candidate.Change.Id, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_alone_are_no_illness()
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, 1) with { Findings = [ScriptedTrials.Found(Illness, Severity.Note)] });

        var report = Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(CureVerdict.Healthy, report.Verdict);
        Assert.Contains("notes only", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_note_and_a_loss_that_stands_still_are_one()
    {
        using var trials = new ScriptedTrials(order => order.Key.IsUntreated
            ? ScriptedTrials.Of(order, 2.3) with { Findings = [ScriptedTrials.Found(Illness, Severity.Note), ScriptedTrials.Found("loss-plateau", Severity.Note)] }
            : ScriptedTrials.Of(order, 1 + Spread(order)) with { Findings = [ScriptedTrials.Found(Illness, Severity.Note)] });

        var report = Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(CureVerdict.Cured, report.Verdict);
        Assert.Equal(Illness, report.Illness!.Id);
    }

    [Fact]
    public void Proves_what_removes_the_illness_and_learns_on_three_seeds()
    {
        using var trials = new ScriptedTrials(order => order.Candidate == 3 ? ScriptedTrials.Of(order, 0.4 + Spread(order)) : ScriptedTrials.Of(order, 2.3, Illness));

        var report = Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(CureVerdict.Cured, report.Verdict);
        Assert.Equal(3, report.Proof!.Candidate.Number);
        Assert.Equal([2L, 3, 4], report.Proof.Pairs.Select(pair => pair.Seed));
        Assert.Equal(report.Proof.Candidate.Recipe.Network, RecipeFile.Parse(RecipeFile.Write(report.Cured!)).Network);
        Assert.Contains(report.Diff, line => line.Sign == '+');
        Assert.InRange(report.Trainings, 0.1, 1);
    }

    [Fact]
    public void Proves_what_is_plain_before_the_usual_length()
    {
        var brief = Ill with { Training = Ill.Training with { Steps = 200 } };
        using var trials = new ScriptedTrials(order => order.Candidate == 3 ? ScriptedTrials.Of(order, 0.4 + Spread(order)) : ScriptedTrials.Of(order, 2.3, Illness));

        var report = Cure.For(brief, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(20, report.Proof!.Steps);
        // The examination, a wave of four, and six runs of the proof: 235 of 200 steps.
        Assert.InRange(report.Trainings, 0.5, 1.2);
    }

    [Fact]
    public void Looks_on_where_nothing_was_learnt_and_nothing_found()
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, 2.3, order.Steps > 100 ? [Illness] : []));

        var report = Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(Illness, report.Illness?.Id);
    }

    [Fact]
    public void Tries_what_answers_the_other_errors_too()
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, 2.3, Illness, "learning-rate-too-high"));

        var report = Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Contains(report.Candidates, record => record.Candidate.Change.Id == "lower-learning-rate");
    }

    [Fact]
    public void Counts_the_steps_of_every_trial_once()
    {
        using var trials = new ScriptedTrials(order => order.Candidate == 3 ? ScriptedTrials.Of(order, 0.4 + Spread(order)) : ScriptedTrials.Of(order, 2.3, Illness));

        var report = Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(trials.Orders.GroupBy(order => order.Key).Sum(orders => orders.Max(order => order.Steps)), report.Steps);
    }

    [Fact]
    public void Refuses_what_learns_its_batches_and_nothing_that_holds_beyond_them()
    {
        using var trials = new ScriptedTrials(order => order.Key.IsUntreated
            ? ScriptedTrials.Of(order, 2.3, Illness)
            : ScriptedTrials.Of(order, 2.4) with { Losses = [.. Enumerable.Repeat(0.01, (int)order.Steps)] });

        var report = Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(CureVerdict.NothingFound, report.Verdict);
        Assert.Null(report.Cured);
    }

    [Fact]
    public void Refuses_what_brings_another_error()
    {
        using var trials = new ScriptedTrials(order => order.Key.IsUntreated ? ScriptedTrials.Of(order, 2.3, Illness) : ScriptedTrials.Of(order, 0.4, "dead-units"));

        var report = Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(CureVerdict.NothingFound, report.Verdict);
        Assert.All(report.Candidates, record => Assert.Equal(Standing.NewError, record.Standing));
    }

    [Fact]
    public void Refuses_what_is_better_with_the_first_seed_only()
    {
        using var trials = new ScriptedTrials(order => order.Key.IsUntreated
            ? ScriptedTrials.Of(order, 2, Illness)
            : ScriptedTrials.Of(order, order.Recipe.Seed == Ill.Seed ? 0.4 : 2.1));

        var report = Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(CureVerdict.NothingFound, report.Verdict);
        Assert.Equal(Standing.NotProved, report.BestAttempt!.Standing);
    }

    [Fact]
    public void Never_spends_more_than_its_budget()
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, 2.3, order.Key.IsUntreated ? [Illness] : []));
        var options = new CureOptions { Budget = new() { Steps = 333 } };

        var report = Cure.For(Ill, trials, options, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(CureVerdict.NothingFound, report.Verdict);
        Assert.InRange(report.Steps, 200, 333);
        Assert.Contains("The budget is spent", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interruption_keeps_the_best_attempt_and_calls_it_unproved()
    {
        using var stop = new CancellationTokenSource();
        using var trials = new ScriptedTrials(order =>
        {
            if (order.Recipe.Seed != Ill.Seed) stop.Cancel();
            stop.Token.ThrowIfCancellationRequested();
            return order.Key.IsUntreated ? ScriptedTrials.Of(order, 2.3, Illness) : ScriptedTrials.Of(order, 0.4);
        });

        var report = Cure.For(Ill, trials, cancellation: stop.Token);

        Assert.Equal(CureVerdict.Interrupted, report.Verdict);
        Assert.NotNull(report.BestAttempt);
        Assert.Null(report.Cured);
        Assert.Contains("nothing is proved", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipe_that_holds_nothing_out_is_refused_with_the_remedy()
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, 2.3, Illness) with { HeldOut = [] });

        var refusal = Assert.Throws<DataException>(() => Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken));

        Assert.Contains("hold-out", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_ails_the_untreated_run_s_data_is_the_caller_s_affair()
    {
        using var trials = new ScriptedTrials(order => new Trial { Key = order.Key, Failure = new("There is no such file.", IsRefusal: true) });

        Assert.Throws<DataException>(() => Cure.For(Ill, trials, cancellation: TestContext.Current.CancellationToken));
    }

    static double Spread(TrialOrder order) => 0.01 * (order.Recipe.Seed % 3);
}
