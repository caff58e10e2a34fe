using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Lab.Trials;
using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Lab.Tests.Cures;

public class ScreeningTests
{
    static readonly Recipe Deep = BundledRecipes.Find("deep-sigmoid")!;
    static readonly Illness Vanishing = new(ScriptedTrials.Found("vanishing-gradient"));

    [Fact]
    public void Prefers_the_smaller_of_two_changes_that_do_nearly_as_well()
    {
        var ordered = Screening.InOrderOfPreference([Judge(1, new AddSkips(), 0.40), Judge(2, new LowerLearningRate(), 0.45)]);

        Assert.Equal([2, 1], ordered.Select(record => record.Candidate.Number));
    }

    [Fact]
    public void Prefers_the_better_where_the_smaller_lags_behind()
    {
        var ordered = Screening.InOrderOfPreference([Judge(1, new AddSkips(), 0.40), Judge(2, new LowerLearningRate(), 1.2)]);

        Assert.Equal([1, 2], ordered.Select(record => record.Candidate.Number));
    }

    [Fact]
    public void Lets_what_learns_its_batches_go_on_before_its_averages_have_caught_up()
    {
        var normed = Judge(1, new InsertNorm(), 2.5, loss: 0.9);

        Assert.Equal(Standing.NoBetter, normed.Standing);
        Assert.Equal(normed, Screening.InOrderOfPromise([Judge(2, new AddSkips(), 2.2), normed])[0]);
    }

    [Fact]
    public void What_lies_far_behind_goes_on_last()
    {
        var ordered = Screening.InOrderOfPromise([Judge(1, new AddSkips(), 1e9), Judge(2, new LowerLearningRate(), 2.31)]);

        Assert.Equal([2, 1], ordered.Select(record => record.Candidate.Number));
    }

    [Fact]
    public void A_single_held_out_error_is_not_far_behind_while_the_batches_are_not()
    {
        var swinging = Judge(1, new AddSkips(), 3.5, loss: 2.3);
        var sinking = Judge(2, new LowerLearningRate(), 3.5);

        Assert.Equal([false, true], [swinging.IsFarBehind, sinking.IsFarBehind]);
    }

    [Fact]
    public void On_a_plateau_those_go_on_that_answer_the_most_behind_those_that_have_learnt_something()
    {
        var single = Judge(1, new AddSkips(), 2.25);
        var pair = Judge(2, new AddSkips(), 2.3) with { Candidate = new Candidate(2, new Combination(new AddSkips(), new LowerLearningRate()), Deep, Expectation: null) };
        var learning = Judge(3, new AddSkips(), 2.1);

        Assert.Equal([3, 2, 1], Screening.InOrderOfHope([single, pair, learning]).Select(record => record.Candidate.Number));
    }

    [Fact]
    public void The_ill_and_the_lost_do_not_go_on()
    {
        var ill = Screening.Judge(Of(1, new AddSkips()), Vanishing, Metric.Loss, 40, Untreated(), ScriptedTrials.Of(Order(1), 0.4, "vanishing-gradient"));
        var lost = Screening.Judge(Of(2, new AddSkips()), Vanishing, Metric.Loss, 40, Untreated(), ScriptedTrials.Of(Order(2), 0.4) with { IsLost = true });

        Assert.Equal([Standing.IllnessRemains, Standing.Failed], [ill.Standing, lost.Standing]);
        Assert.Empty(Screening.BetterHalf([ill, lost]));
    }

    static CandidateRecord Judge(int number, ITreatment treatment, double heldOut, double? loss = null)
    {
        var treated = ScriptedTrials.Of(Order(number), heldOut) with { Losses = [.. Enumerable.Repeat(loss ?? heldOut, 40)] };
        return Screening.Judge(Of(number, treatment), Vanishing, Metric.Loss, 40, Untreated(), treated);
    }

    static Candidate Of(int number, ITreatment treatment) => new(number, new Combination(treatment), Deep, Expectation: null);

    static Trial Untreated() => ScriptedTrials.Of(Order(0), 2.3, "vanishing-gradient");

    static TrialOrder Order(int number) => new(number, Deep, 40);
}
