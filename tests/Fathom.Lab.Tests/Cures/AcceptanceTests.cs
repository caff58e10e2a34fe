using Fathom.Diagnoses;
using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Lab.Trials;
using Fathom.Treatments;

namespace Fathom.Lab.Tests.Cures;

public class AcceptanceTests
{
    static readonly Illness Vanishing = new(ScriptedTrials.Found("vanishing-gradient"));
    static readonly Candidate Change = new(1, new Combination(new LowerLearningRate()), BundledRecipes.Find("deep-sigmoid")!, Expectation: null);

    [Fact]
    public void Accepts_what_is_better_on_all_seeds_by_more_than_they_differ() =>
        Assert.Equal(ProofState.Accepted, Judge([2.1, 2.2, 2.0], [0.4, 0.5, 0.45]).State);

    [Fact]
    public void Is_undecided_where_seeds_differ_as_much_as_the_treatment_helps() =>
        Assert.Equal(ProofState.Undecided, Judge([2.1, 2.2, 2.0], [2.0, 1.2, 1.95]).State);

    [Fact]
    public void Is_undecided_where_two_seeds_are_all_there_is() =>
        Assert.Equal(ProofState.Undecided, Judge([2.1, 2.2], [0.4, 0.5]).State);

    [Fact]
    public void Is_undecided_where_a_sure_gain_is_too_small_to_be_worth_a_change() =>
        Assert.Equal(ProofState.Undecided, Judge([2.1, 2.1, 2.1], [2.0901, 2.0902, 2.0903]).State);

    [Fact]
    public void Refuses_what_is_worse_than_an_untreated_run_that_learns() =>
        Assert.Equal(ProofState.Refused, Judge([1.1, 1.2, 1.0], [1.3, 1.2, 1.4]).State);

    [Fact]
    public void Waits_where_neither_has_learnt_anything_yet() =>
        Assert.Equal(ProofState.Undecided, Judge([2.3, 2.31, 2.3], [2.31, 2.32, 2.31]).State);

    [Fact]
    public void Being_finite_beside_a_lost_run_is_no_merit() =>
        Assert.Equal(ProofState.Undecided, Judge([double.NaN, double.NaN, double.NaN], [2.31, 2.35, 2.33]).State);

    [Fact]
    public void Learning_beside_a_lost_run_is() =>
        Assert.Equal(ProofState.Accepted, Judge([double.NaN, 1e30, 938], [0.6, 0.7, 0.65]).State);

    [Fact]
    public void Refuses_where_the_illness_remains_with_one_seed_however_harmless()
    {
        var treated = Trials([0.4, 0.5, 0.45]);
        treated[2] = treated[2] with { Findings = [ScriptedTrials.Found("vanishing-gradient", Severity.Note)] };

        var proof = Acceptance.Judge(Change, Vanishing, Metric.Loss, 40, Trials([2.1, 2.2, 2.0]), treated, PairedTest.LevelOf(1, 1));

        Assert.Equal(ProofState.Refused, proof.State);
        Assert.Contains("still there with seed 3", proof.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Sees_the_illness_under_another_finding()
    {
        var treated = Trials([0.4, 0.5, 0.45]);
        treated[0] = treated[0] with { Findings = [ScriptedTrials.Found("dead-units", Severity.Warning) with { Consequences = [ScriptedTrials.Found("vanishing-gradient")] }] };

        Assert.Equal(ProofState.Refused, Acceptance.Judge(Change, Vanishing, Metric.Loss, 40, Trials([2.1, 2.2, 2.0]), treated, PairedTest.LevelOf(1, 1)).State);
    }

    [Fact]
    public void Refuses_a_new_error_and_bears_one_that_was_there()
    {
        var (untreated, treated) = (Trials([2.1, 2.2, 2.0]), Trials([0.4, 0.5, 0.45]));
        treated[1] = treated[1] with { Findings = [ScriptedTrials.Found("dead-units")] };
        var known = untreated.Select(trial => trial with { Findings = [ScriptedTrials.Found("dead-units")] }).ToList();

        Assert.Equal(ProofState.Refused, Acceptance.Judge(Change, Vanishing, Metric.Loss, 40, untreated, treated, PairedTest.LevelOf(1, 1)).State);
        Assert.Equal(ProofState.Accepted, Acceptance.Judge(Change, Vanishing, Metric.Loss, 40, known, treated, PairedTest.LevelOf(1, 1)).State);
    }

    [Fact]
    public void Asks_more_of_later_tests()
    {
        Assert.Equal(ProofState.Accepted, Judge([2.1, 2.2, 2.0], [0.9, 0.8, 1.0]).State);
        Assert.Equal(ProofState.Undecided, Judge([2.1, 2.2, 2.0], [0.9, 0.8, 1.0], candidate: 6).State);
        Assert.Equal(ProofState.Undecided, Judge([2.1, 2.2, 2.0], [0.9, 0.8, 1.0], candidate: 2, look: 5).State);
    }

    [Fact]
    public void Compares_by_accuracy_where_the_loss_function_is_another()
    {
        var untreated = Trials([2.1, 2.2, 2.0]).Select(trial => trial with { HeldOut = [new(40, 2, 0.1)] }).ToList();
        var treated = Trials([50, 60, 70]).Select((trial, index) => trial with { HeldOut = [new(40, 60, 0.8 + (0.01 * index))] }).ToList();

        Assert.Equal(ProofState.Accepted, Acceptance.Judge(Change, Vanishing, Metric.Misclassified, 40, untreated, treated, PairedTest.LevelOf(1, 1)).State);
    }

    [Fact]
    public void The_constant_answer_to_beat_is_the_best_one_on_the_same_data()
    {
        var hard = Trials([1.1, 1.2, 1.3]).Select(trial => trial with { BaselineLoss = 1.0, HeldOutBaselineLoss = 1.25 }).ToList();

        var proof = Acceptance.Judge(Change, Vanishing, Metric.Loss, 40, hard, Trials([0.5, 0.55, 0.6]), PairedTest.LevelOf(1, 1));

        Assert.Equal([1.1, 1.2, 1.25], proof.Pairs.Select(pair => pair.Reference));
    }

    static Proof Judge(double[] untreated, double[] treated, int candidate = 1, int look = 1) =>
        Acceptance.Judge(Change, Vanishing, Metric.Loss, 40, Trials(untreated), Trials(treated), PairedTest.LevelOf(candidate, look));

    static List<Trial> Trials(double[] heldOut) =>
        [.. heldOut.Select((loss, index) => ScriptedTrials.Of(new TrialOrder(0, BundledRecipes.Find("deep-sigmoid")! with { Seed = index + 1 }, 40), loss))];
}
