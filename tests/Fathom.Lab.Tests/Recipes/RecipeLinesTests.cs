using Fathom.Lab.Recipes;

namespace Fathom.Lab.Tests.Recipes;

public sealed class RecipeLinesTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Says_where_each_layer_is_written_under_the_names_that_findings_use()
    {
        var file = Path.Combine(_folder.Path, "recipe.yaml");
        File.WriteAllText(file, """
            name: lines
            data: { source: digits }
            network:
              input: [64]
              layers:
                - repeat: 2
                  layers:
                    - { linear: 32 }
                    - sigmoid
                - residual:
                    layers:
                      - linear: 32
                - { linear: 10, name: head }
            training:
              optimizer:
                sgd: { lr: 0.1 }
            """);

        var lines = RecipeLines.Of(file);

        Assert.Equal((8, 9, 8, 9), (lines["linear1"], lines["sigmoid1"], lines["linear2"], lines["sigmoid2"]));
        Assert.Equal((12, 13), (lines["residual1.linear3"], lines["head"]));
        Assert.InRange(lines["residual1"], 10, 11);
        Assert.InRange(lines["optimizer"], 15, 16);
        Assert.Equal(2, lines["data"]);
        Assert.False(lines.ContainsKey("loss"));
    }
}
