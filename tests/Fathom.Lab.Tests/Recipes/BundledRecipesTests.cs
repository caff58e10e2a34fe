using Fathom.Lab.Modules;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Recipes;

public class BundledRecipesTests
{
    public static TheoryData<string> Names => [.. BundledRecipes.Names];

    [Fact]
    public void Include_the_deep_sigmoid() => Assert.Contains("deep-sigmoid", BundledRecipes.Names);

    [Theory]
    [InlineData("deep-sigmoid", "vanishing-gradient")]
    [InlineData("exploding-mlp", "poor-initialization")]
    [InlineData("unscaled-input", "unscaled-input")]
    [InlineData("dead-relu", "dead-units")]
    [InlineData("healthy-mlp", null)]
    [InlineData("healthy-cnn", null)]
    public void Show_what_they_teach(string name, string? illness)
    {
        var examination = Examiner.Run(RecipeFile.Load(name), new() { Steps = 25 }, cancellation: TestContext.Current.CancellationToken);

        if (illness is null) Assert.Empty(examination.Findings);
        else Assert.Contains(examination.Findings, finding => finding.Id == illness);
        Assert.Equal(illness is null, examination.Loss.Accuracy > 0.5);
    }

    [Fact]
    public void Unscaled_input_is_cured_by_standardising_it()
    {
        var recipe = RecipeFile.Load("unscaled-input");

        var examination = Examiner.Run(
            recipe with { Data = recipe.Data with { Prepare = new Standardise() } }, new() { Steps = 25 }, cancellation: TestContext.Current.CancellationToken);

        Assert.Empty(examination.Findings);
        Assert.True(examination.Loss.Accuracy > 0.9);
    }

    [Theory]
    [InlineData("exploding-rnn", "exploding-through-time")]
    [InlineData("healthy-lstm", null)]
    [InlineData("post-norm-transformer", "vanishing-gradient")]
    [InlineData("pre-norm-transformer", null)]
    [InlineData("plain-cnn-56", "poor-initialization")]
    [InlineData("healthy-resnet", null)]
    public void Show_what_they_teach_in_twenty_steps(string name, string? illness)
    {
        var examination = Examiner.Run(RecipeFile.Load(name), new() { Steps = 20 }, cancellation: TestContext.Current.CancellationToken);

        if (illness is null) Assert.Empty(examination.Findings);
        else Assert.Contains(examination.Findings, finding => finding.Id == illness);
    }

    [Theory]
    [InlineData("healthy-mlp")]
    [InlineData("healthy-resnet")]
    public void Healthy_ones_end_well_when_they_are_trained_whole(string name)
    {
        var report = WholeTraining.Run(RecipeFile.Load(name), cancellation: TestContext.Current.CancellationToken);

        Assert.True(report.Examination.Loss.Accuracy > 0.95, FormattableString.Invariant($"It ends at an accuracy of {report.Examination.Loss.Accuracy:0.00} on the data held out."));
        Assert.Empty(report.Examination.Findings);
    }

    [Fact]
    public void Forgetting_is_noted_as_soon_as_nothing_was_learnt_for_a_while()
    {
        var examination = Examiner.Run(RecipeFile.Load("forgetful-rnn"), cancellation: TestContext.Current.CancellationToken);

        Assert.Contains(examination.Findings, finding => finding.Id == "short-memory");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_called_like_their_file_say_what_they_teach_and_can_be_built(string name)
    {
        var recipe = RecipeFile.Load(name);

        Assert.Equal(name, recipe.Name);
        Assert.NotNull(recipe.Teaches);
        Assert.StartsWith("# ", BundledRecipes.TextOf(name), StringComparison.Ordinal);
        NetworkBuilder.Build(recipe).Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Can_be_predicted_and_measured_under_the_same_names(string name)
    {
        var recipe = RecipeFile.Load(name);
        var prognosis = Prognosis.Of(recipe);
        Assert.NotEmpty(prognosis.Answers);
        if (prognosis.Reservations.Count > 0) return;

        var examination = Examiner.Run(recipe, new() { Steps = 1 }, cancellation: TestContext.Current.CancellationToken);

        var measured = examination.History.First!.Ledger;
        Assert.Equal(prognosis.Ledger.Links.Select(link => (link.Name, link.Kind)), measured.Links.Select(link => (link.Name, link.Kind)));
        Assert.Empty(Comparison.Of(examination.Prognosis!, measured).Partings);
    }
}
