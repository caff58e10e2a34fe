using CsCheck;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using Fathom.Treatments;
using Fathom.Web.Lab;

namespace Fathom.Web.Tests.Lab;

public sealed class LabRecipeTests
{
    [Fact]
    public void Makes_a_recipe_that_holds_to_the_rules_of_every_state() =>
        States.Any.Sample(state => RecipeFile.Check(LabRecipe.Of(state)), iter: 200);

    [Fact]
    public void Makes_a_recipe_that_can_be_written_and_read() =>
        States.Any.Sample(
            state =>
            {
                var recipe = LabRecipe.Of(state);

                Assert.Equal(recipe, RecipeFile.Parse(RecipeFile.Write(recipe)));
            },
            iter: 100);

    [Fact]
    public void Takes_its_own_recipes_over_without_a_loss() =>
        States.Any.Sample(
            state =>
            {
                var takeover = LabTakeover.Of(LabRecipe.Of(state), new());

                Assert.Empty(takeover.Lost);
                Assert.Equal(Trained(LabRecipe.Of(state)), Trained(LabRecipe.Of(takeover.State)));
            },
            iter: 300);

    [Theory]
    [MemberData(nameof(Cures))]
    public void Takes_over_what_treatments_make_of_a_deep_sigmoid_network(ITreatment treatment, LabState expected)
    {
        var sick = new LabState { Data = "digits", Depth = 20, Width = 64, Activation = "sigmoid" };

        var takeover = LabTakeover.Of(treatment.ApplyTo(LabRecipe.Of(sick)), sick);

        Assert.Empty(takeover.Lost);
        Assert.Equal(expected, takeover.State);
    }

    public static TheoryData<ITreatment, LabState> Cures()
    {
        var sick = new LabState { Data = "digits", Depth = 20, Width = 64, Activation = "sigmoid" };
        return new()
        {
            { new AddSkips { Around = 1 }, sick with { Skips = "scaled", Around = 1 } },
            { new AddSkips { Form = SkipForm.ReZero, Around = 1 }, sick with { Skips = "rezero" } },
            { new AddSkips { Form = SkipForm.Highway, Around = 1 }, sick with { Skips = "highway" } },
            { new InsertNorm(), sick with { Norm = "layer-norm" } },
            { new Reinitialize { Init = new Orthogonal { Gain = 4 } }, sick with { Init = "orthogonal", Gain = 4 } },
            { new ReplaceActivation(), sick with { Activation = "relu", Init = "he-normal" } },
        };
    }

    [Fact]
    public void Says_what_no_control_can_say()
    {
        var recipe = LabRecipe.Of(new());
        var scheduled = recipe with { Training = recipe.Training with { Schedule = new CosineDecay() } };

        var takeover = LabTakeover.Of(scheduled, new());

        Assert.Contains(takeover.Lost, line => line.Contains("cosine", StringComparison.Ordinal));
        Assert.Equal(new(), takeover.State);
    }

    static Recipe Trained(Recipe recipe) => recipe with { Name = "same" };
}
