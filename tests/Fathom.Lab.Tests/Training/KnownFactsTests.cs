using Fathom.Lab.Datasets;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Ledger;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Training;

public class KnownFactsTests
{
    [Fact]
    public void Knows_steps_loss_and_baseline_of_a_bundled_recipe()
    {
        var recipe = RecipeFile.Load("deep-sigmoid");

        var facts = Examiner.Run(recipe, new() { Steps = 1 }, cancellation: TestContext.Current.CancellationToken).History.Facts;

        Assert.Equal(LossForm.ClassLogits, facts.Loss);
        Assert.Equal(recipe.Training.Steps, facts.PlannedSteps);
        Assert.InRange(facts.BaselineLoss!.Value, 2.25, Math.Log(10) + 1e-9);
        Assert.Null(facts.LeastTarget);
    }

    [Fact]
    public void Knows_the_range_of_numbers()
    {
        using var samples = new SampleSet(zeros(3, 2), tensor([-2f, 0f, 7f]).reshape(3, 1));
        var recipe = RecipeFile.Load("deep-sigmoid") with { Loss = new Mse() };

        var facts = KnownFacts.Of(recipe, samples, classes: null);

        Assert.Equal((LossForm.Numbers, -2.0, 7.0), (facts.Loss, facts.LeastTarget!.Value, facts.GreatestTarget!.Value));
        Assert.Equal(134 / 9.0, facts.BaselineLoss!.Value, 1e-9);
    }

    [Theory]
    [InlineData("nll", LossForm.ClassLogProbabilities)]
    [InlineData("bce", LossForm.BinaryProbabilities)]
    [InlineData("bce-with-logits", LossForm.BinaryLogits)]
    [InlineData("huber", LossForm.Numbers)]
    public void Says_what_the_loss_takes_the_output_for(string name, LossForm form)
    {
        using var samples = new SampleSet(zeros(2, 2), name == "nll" ? tensor([0L, 1L]) : tensor([0f, 1f]).reshape(2, 1));
        Loss loss = name switch { "nll" => new Nll(), "bce" => new Bce(), "bce-with-logits" => new BceWithLogits(), _ => new Huber() };

        Assert.Equal(form, KnownFacts.Of(RecipeFile.Load("deep-sigmoid") with { Loss = loss }, samples, 2).Loss);
    }
}
