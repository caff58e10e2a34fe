using Fathom.Lab.Experiments;
using Fathom.Lab.Recipes;

namespace Fathom.Lab.Tests.Experiments;

public class RandomRecipesTests
{
    [Fact]
    public void Nineteen_of_twenty_ledgers_lie_inside_the_predicted_band()
    {
        var outside = new List<string>();
        var experiment = new RandomRecipes(count: 60, widest: 128)
        {
            OnMeasured = (recipe, band, measured) =>
            {
                if (!band.Holds(measured)) outside.Add($"{measured:0.00} outside {band} for {RecipeFile.Write(recipe)}");
            },
        };

        var report = experiment.Run(cancellation: TestContext.Current.CancellationToken);

        Assert.True(report.Holds, $"{report.ToMarkdown()}\n{string.Join('\n', outside)}");
        Assert.False(report.Interrupted);
    }
}
