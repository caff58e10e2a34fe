using Fathom.Lab.Cures;
using Fathom.Lab.Experiments.CureArms;
using Fathom.Lab.Tests.Cures;
using Fathom.Lab.Trials;
using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Lab.Tests.Experiments.CureArms;

public class FixedListTests
{
    static readonly Recipe Deep = CuresCase.List.Single(@case => @case.Name == "sigmoid-8-xavier").Recipe;

    [Fact]
    public void Tries_selu_then_relu_then_batch_norm_where_the_gradient_vanishes()
    {
        var normed = FixedList.SolutionsOf(Symptom.Vanishing)[2].ApplyTo(Deep);
        var trials = Scripted.Vanishing(order => order.Recipe.Network.Equals(normed.Network));

        var arm = FixedList.Of(Deep, trials, TestContext.Current.CancellationToken);

        Assert.True(arm.IsCured, arm.Reason);
        Assert.Equal("insert-norm", arm.Treatment);
        Assert.Equal([0, 1, 2, 3], trials.Orders.Select(order => order.Candidate).Distinct());
        Assert.Equal(Deep.Training.Steps, arm.Steps);
    }

    [Fact]
    public void Counts_the_proof_and_tells_its_share()
    {
        var arm = FixedList.Of(Deep, Scripted.Vanishing(_ => true), TestContext.Current.CancellationToken);

        // One retraining and the examination; the untreated run's rest and three further seeds of both are the proof's.
        Assert.InRange(arm.SearchTrainings, 1.05, 1.3);
        Assert.Equal(8, arm.Trainings);
    }

    [Fact]
    public void Claims_nothing_that_the_data_held_out_do_not_say()
    {
        var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, 2.3, order.Key.IsUntreated ? ["vanishing-gradient"] : []));

        var arm = FixedList.Of(Deep, trials, TestContext.Current.CancellationToken);

        Assert.False(arm.IsCured);
        Assert.Equal("The end of the list was reached.", arm.Reason);
    }

    [Theory]
    [InlineData("vanishing-gradient", nameof(Symptom.Vanishing))]
    [InlineData("exploding-through-time", nameof(Symptom.Exploding))]
    [InlineData("dead-units", nameof(Symptom.Dying))]
    [InlineData("learning-rate-too-high", nameof(Symptom.Oscillating))]
    [InlineData("mismatched-output", nameof(Symptom.NotConverging))]
    public void Takes_what_was_found_for_the_symptom_that_the_tool_knows(string id, string symptom)
    {
        var untreated = new Trial { Key = new(0, 1), Findings = [ScriptedTrials.Found(id)] };

        Assert.Equal(symptom, FixedList.SymptomOf(new Illness(ScriptedTrials.Found(id)), untreated).ToString());
    }

    [Fact]
    public void Asks_the_consequences_where_the_tool_does_not_know_the_illness()
    {
        var finding = ScriptedTrials.Found("poor-initialization") with { Consequences = [ScriptedTrials.Found("exploding-gradient")] };
        var untreated = new Trial { Key = new(0, 1), Findings = [finding] };

        Assert.Equal(Symptom.Exploding, FixedList.SymptomOf(new Illness(finding), untreated));
    }

    [Fact]
    public void Starts_the_weights_as_the_new_activation_asks()
    {
        var selu = FixedList.SolutionsOf(Symptom.Vanishing)[0];

        var treated = selu.ApplyTo(Deep);

        Assert.Equal(new LecunUniform(), treated.Network.Init);
        Assert.Contains(selu.Treatments, treatment => treatment is ReplaceActivation { By: Selu });
    }
}
