namespace Fathom.Cli.Tests.Commands;

public class RecipesCommandTests
{
    [Fact]
    public void Lists_each_recipe_on_its_line() =>
        Assert.Contains("deep-sigmoid  Twenty sigmoid layers", CommandLineRun.Of(Examinations.Healthy, "recipes").Out, StringComparison.Ordinal);
}
