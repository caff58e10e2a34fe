using Fathom.Lab.Experiments.CureArms;
using Fathom.Lab.Tests.Cures;

namespace Fathom.Lab.Tests.Experiments.CureArms;

public class CaseStudyTests
{
    static readonly CuresCase Deep = CuresCase.List.Single(@case => @case.Name == "sigmoid-8-xavier");

    [Fact]
    public void Looks_again_with_seeds_that_no_proof_has_seen()
    {
        var trials = Scripted.Vanishing(_ => true);

        var result = CaseStudy.Of(Deep, seed: 1, trials, TestContext.Current.CancellationToken);

        Assert.True(result.Fathom.IsCured, result.Fathom.Reason);
        Assert.Equal([11, 12, 13], result.Afterwards.Select(pair => pair.Seed));
        Assert.True(result.HoldsAfterwards);
        Assert.Empty(result.Fathom.Pairs.Select(pair => pair.Seed).Intersect(result.Afterwards.Select(pair => pair.Seed)));
    }

    [Fact]
    public void Calls_a_claim_wrong_that_whole_trainings_with_fresh_seeds_do_not_bear_out()
    {
        var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, order.Key.IsUntreated ? 2.2 : order.Recipe.Seed > 10 ? 2.25 : 0.5, order.Key.IsUntreated ? ["vanishing-gradient"] : []));

        var result = CaseStudy.Of(Deep, seed: 1, trials, TestContext.Current.CancellationToken);

        Assert.True(result.Fathom.IsCured, result.Fathom.Reason);
        Assert.False(result.HoldsAfterwards);
    }

    [Fact]
    public void Asks_the_sister_only_where_nobody_found_a_cure()
    {
        var trials = new ScriptedTrials(order => order.Recipe.Network.Equals(Deep.Sister!.Network) && order.Key.IsUntreated
            ? ScriptedTrials.Of(order, 0.4)
            : ScriptedTrials.Of(order, 2.3, "vanishing-gradient"));

        var result = CaseStudy.Of(Deep, seed: 1, trials, TestContext.Current.CancellationToken);

        Assert.False(result.Fathom.IsCured);
        Assert.Empty(result.Afterwards);
        Assert.Equal(1 - (0.4 / 2.3), result.SisterLearnt, 1e-9);
        Assert.True(result.IsCurable);
    }

    [Fact]
    public void Asks_only_sisters_that_learn_the_same_in_as_many_steps()
    {
        var elsewhere = Deep with { Sister = Deep.Sister! with { Data = new Fathom.Recipes.Circles() } };

        Assert.Null(CaseStudy.SisterOf(elsewhere));
        Assert.Equal(Deep.Recipe.Training.Steps, CaseStudy.SisterOf(Deep)!.Training.Steps);
    }

    [Fact]
    public void Lays_nothing_beside_a_healthy_case()
    {
        var result = CaseStudy.Of(Deep with { Illness = "" }, seed: 1, Scripted.Healthy, TestContext.Current.CancellationToken);

        Assert.False(result.IsTouched);
        Assert.Null(result.Random);
        Assert.Null(result.FixedList);
    }
}
