using System.Text.Json;
using Fathom.Lab.Recipes;

namespace Fathom.Cli.Tests.Commands;

public class RecipesCommandTests
{
    [Fact]
    public void Lists_each_recipe_on_its_line() =>
        Assert.Contains("deep-sigmoid  Twenty sigmoid layers", CommandLineRun.Of(Examinations.Healthy, "recipes").Out, StringComparison.Ordinal);

    [Fact]
    public void Shows_a_recipe_as_it_ships() =>
        Assert.Equal(BundledRecipes.TextOf("deep-sigmoid"), CommandLineRun.Of(Examinations.Healthy, "recipes", "show", "deep-sigmoid").Out);

    [Fact]
    public void Shows_a_recipe_as_json()
    {
        using var json = JsonDocument.Parse(CommandLineRun.Of(Examinations.Healthy, "recipes", "show", "deep-sigmoid", "--json", "-").Out);

        Assert.Equal(BundledRecipes.TextOf("deep-sigmoid"), json.RootElement.GetProperty("yaml").GetString());
    }

    [Fact]
    public void Prints_the_schema_and_the_guide()
    {
        Assert.Equal(RecipeSchema.Text, CommandLineRun.Of(Examinations.Healthy, "recipes", "--schema").Out);
        Assert.Equal(RecipeGuide.Text, CommandLineRun.Of(Examinations.Healthy, "recipes", "--guide").Out);
        Assert.Equal(2, CommandLineRun.Of(Examinations.Healthy, "recipes", "--guide", "--schema").ExitCode);
    }
}
