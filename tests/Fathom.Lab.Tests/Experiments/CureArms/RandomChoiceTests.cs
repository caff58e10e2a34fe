using Fathom.Lab.Experiments.CureArms;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Experiments.CureArms;

public class RandomChoiceTests
{
    static readonly Recipe Deep = CuresCase.List.Single(@case => @case.Name == "sigmoid-8-xavier").Recipe;

    [Fact]
    public void Proves_the_first_that_is_clearly_better_at_the_shortest_length_of_a_proof()
    {
        var arm = RandomChoice.Of(Deep, Scripted.Vanishing(_ => true), TestContext.Current.CancellationToken);

        Assert.True(arm.IsCured, arm.Reason);
        Assert.Equal(3, arm.Pairs.Count);
        Assert.Equal(40, arm.Steps);
    }

    [Fact]
    public void Spends_no_more_than_a_search_of_its_own_may()
    {
        var arm = RandomChoice.Of(Deep, Scripted.Vanishing(_ => false), TestContext.Current.CancellationToken);

        Assert.False(arm.IsCured);
        Assert.InRange(arm.Trainings, 1, 3);
    }

    [Fact]
    public void Draws_in_the_same_order_for_the_same_seed_and_in_another_for_another()
    {
        var (first, again, other) = (Tried(seed: 1), Tried(seed: 1), Tried(seed: 2));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    static List<Network> Tried(long seed)
    {
        var trials = Scripted.Vanishing(_ => false);
        RandomChoice.Of(Deep with { Seed = seed }, trials, TestContext.Current.CancellationToken);
        return [.. trials.Orders.Where(order => !order.Key.IsUntreated).Select(order => order.Recipe.Network)];
    }
}
