using CsCheck;
using Fathom.Lab.Recipes;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Recipes;

/// <summary>Writing a recipe and reading it again gives the same recipe, whichever words and values it is made of.</summary>
public class RoundTripTests
{
    public static TheoryData<string> Words =>
        [.. Families.SelectMany(family => family.Words.Select(word => $"{family.Noun} {word.Name}"))];

    static IReadOnlyList<Family> Families =>
        [LayerWords.All, BranchScaleWords.All, LossScaleWords.All, InitializationWords.All, OptimizerWords.All, LossWords.All, ScheduleWords.All, ClippingWords.All, DataWords.All, PreparationWords.All];

    [Fact]
    public void Recipes_survive() => Generated.Recipe.Sample(Survives, seed: "0000Kx5yq4Mz", iter: 1000, print: RecipeFile.Write);

    [Theory]
    [MemberData(nameof(Words))]
    public void Words_survive_with_any_options(string familyAndWord)
    {
        var family = Families.First(family => familyAndWord.StartsWith(family.Noun + " ", StringComparison.Ordinal));
        var word = family.Find(familyAndWord[(family.Noun.Length + 1)..])!;

        Generated.Record(word, depth: 0).Sample(record => Survives(Around(record)), iter: 100, print: record => RecipeFile.Write(Around(record)));
    }

    [Fact]
    public void Bundled_recipes_survive() => Assert.All(BundledRecipes.All, recipe => Assert.True(Survives(recipe)));

    [Fact]
    public void Writes_what_people_would_write()
    {
        var written = RecipeFile.Write(RecipeFile.Load("exploding-mlp") with { Teaches = null, Data = new Csv { Path = "a b.csv", Label = "3" } });

        Assert.Equal(
            """
            name: exploding-mlp
            data: {source: csv, path: a b.csv, label: "3"}
            network:
              input: [784]
              init: normal(0.125)
              layers:
                - repeat: 20
                  layers:
                    - {linear: 256}
                    - relu
                - {linear: 10}
            training:
              optimizer: {sgd: {lr: 0.1}}

            """,
            written.ReplaceLineEndings("\n"));
    }

    // What the rules between layers say is not the point here, so a layer that the network refuses may still come back as it was.
    static bool Survives(Recipe recipe)
    {
        var written = RecipeFile.Write(recipe);
        var reading = new RecipeReading();
        using var text = new StringReader(written);
        var read = RecipeWords.Root.Read(new NodeReader(reading).Read(text)!, new Spot("", "A recipe"), reading);
        return reading.Count == 0 && recipe.Equals(read) && RecipeFile.Write((Recipe)read) == written;
    }

    static Recipe Around(object record)
    {
        var recipe = Some.Recipe();
        return record switch
        {
            Layer layer => recipe with { Network = recipe.Network with { Layers = [layer] } },
            BranchScale scale => recipe with { Network = recipe.Network with { Layers = [new Residual { Layers = [new Relu()], Scale = scale }] } },
            Initialization init => recipe with { Network = recipe.Network with { Init = init, BiasInit = init, Layers = [new Linear { Units = 1, Init = init }] } },
            Optimizer optimizer => recipe with { Training = recipe.Training with { Optimizer = optimizer } },
            Schedule schedule => recipe with { Training = recipe.Training with { Schedule = schedule } },
            AdaptiveClip clip => recipe with { Training = recipe.Training with { AdaptiveClip = clip } },
            LossScale scale => recipe with { Training = recipe.Training with { Precision = Precision.Float16, LossScale = scale } },
            Loss loss => recipe with { Loss = loss },
            Preparation preparation => recipe with { Data = new Blobs { Prepare = preparation } },
            DataSource data => recipe with { Data = data },
            _ => throw new NotSupportedException($"No recipe is known around {record}."),
        };
    }
}
