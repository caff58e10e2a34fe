using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Lab.Tests.Cures;

public class CandidatesTests
{
    static readonly Recipe Deep = BundledRecipes.Find("deep-sigmoid")!;
    static readonly Illness Vanishing = new(ScriptedTrials.Found("vanishing-gradient"));

    [Fact]
    public void In_place_no_other_start_is_tried_no_prognosis_asked_and_what_keeps_the_answers_comes_first()
    {
        var anew = Candidates.Singles(Deep, Vanishing);

        var inPlace = Candidates.Singles(Deep, Vanishing, inPlace: true);

        Assert.Contains(anew, candidate => candidate.Change.Invasiveness == Invasiveness.Start);
        Assert.DoesNotContain(inPlace, candidate => candidate.Change.Invasiveness == Invasiveness.Start);
        Assert.All(inPlace, candidate => Assert.Null(candidate.Expectation));
        Assert.Equal(inPlace.Select(InPlace.Fit).Order(), inPlace.Select(InPlace.Fit));
        Assert.Equal(Enumerable.Range(1, inPlace.Count), inPlace.Select(candidate => candidate.Number));
    }

    [Fact]
    public void A_norm_begins_as_the_identity_unless_the_gradients_chain_is_what_is_ill()
    {
        var dead = new Illness(ScriptedTrials.Found("dead-units"));

        Assert.All(Candidates.Singles(Deep, dead, inPlace: true), candidate => Assert.True(candidate.KeepsFunction));
        Assert.All(Candidates.Singles(Deep, Vanishing, inPlace: true), candidate => Assert.False(candidate.KeepsFunction));
    }

    [Fact]
    public void Leaves_out_what_theory_says_makes_the_ledger_worse()
    {
        var candidates = Candidates.Singles(Deep, Vanishing);

        Assert.NotEmpty(candidates);
        Assert.All(candidates, candidate => Assert.True(candidate.Expectation!.MayHelp));
    }

    [Fact]
    public void Numbers_a_bounded_list_in_the_order_of_trial()
    {
        var candidates = Candidates.Singles(Deep, Vanishing);

        Assert.InRange(candidates.Count, 1, Candidates.MostSingles);
        Assert.Equal(Enumerable.Range(1, candidates.Count), candidates.Select(candidate => candidate.Number));
        Assert.Equal(candidates.Count, candidates.Select(candidate => candidate.Recipe).Distinct().Count());
    }

    [Fact]
    public void Tries_the_less_invasive_first_of_those_that_theory_expects_to_help()
    {
        var expected = Candidates.Singles(Deep, Vanishing).TakeWhile(candidate => candidate.Expectation!.IsExpectedToHelp).Select(candidate => candidate.Change.Invasiveness).ToList();

        Assert.Equal(expected.Order(), expected);
    }

    [Fact]
    public void What_answers_the_causes_comes_before_what_answers_the_illness_alone()
    {
        var illness = new Illness(ScriptedTrials.Found("dead-units"));

        var answers = Candidates.Singles(Deep, illness).Select(candidate => candidate.Change.Treatments[0].Answers.Contains("activation-slopes", StringComparer.Ordinal)).ToList();

        Assert.Contains(true, answers);
        Assert.Contains(false, answers);
        Assert.Equal(answers.OrderDescending(), answers);
    }

    [Fact]
    public void Combines_two_and_three_of_different_kinds_each_of_which_does_something()
    {
        var singles = Candidates.Singles(Deep, Vanishing);

        var combined = Candidates.Combined(Deep, Vanishing, singles, after: singles.Count);

        Assert.InRange(combined.Count, 1, Candidates.MostCombinations);
        Assert.All(combined, candidate => Assert.InRange(candidate.Change.Treatments.Count, 2, Combination.Most));
        Assert.Equal(singles.Count + 1, combined[0].Number);
    }

    [Fact]
    public void Needs_no_prognosis_for_an_illness_of_the_training()
    {
        var illness = new Illness(ScriptedTrials.Found("oscillating-loss"));

        Assert.All(Candidates.Singles(Deep, illness), candidate => Assert.Null(candidate.Expectation));
    }
}
