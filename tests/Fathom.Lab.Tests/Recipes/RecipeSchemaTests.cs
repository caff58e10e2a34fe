using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Fathom.Lab.Recipes;
using Fathom.Lab.Tests.Recipes.Schema;

namespace Fathom.Lab.Tests.Recipes;

/// <summary>The schema says of a recipe what the parser says, whichever words and values it is made of.</summary>
public class RecipeSchemaTests
{
    static readonly SchemaCheck Schema = new(JsonNode.Parse(RecipeSchema.Text)!.AsObject());

    [Fact]
    public void The_committed_file_is_what_the_code_makes() => Approved.Check("docs/recipe.schema.json", RecipeSchema.Text);

    [Fact]
    public void Accepts_every_recipe_that_the_writer_writes() =>
        Generated.Recipe.Sample(recipe => Schema.Accepts(Documents.ToJson(RecipeFile.Write(recipe))), iter: 300, print: RecipeFile.Write);

    [Fact]
    public void Accepts_bundled_recipes() =>
        Assert.All(BundledRecipes.Names, name => Assert.True(Schema.Accepts(Documents.ToJson(BundledRecipes.TextOf(name)!)), name));

    [Fact]
    public void Agrees_with_the_parser_on_recipes_changed_by_chance()
    {
        var (accepted, refused) = (0, 0);
        Gen.Select(Generated.Recipe, Mutation.Any.Array[1, 2]).Sample((recipe, mutations) =>
        {
            var document = Documents.ToJson(RecipeFile.Write(recipe))!;
            foreach (var mutation in mutations) Mutation.Apply(document, mutation);
            var mistakes = Documents.MistakesIn(document);
            // To a parser of YAML, -5E-50 is a word as good as any; to JSON it is a number, and no pattern tells such numbers from 5.3.
            if (mistakes.Any(CannotBeSaid) || IsFractionANameIn(document)) return;

            Assert.True(Schema.Accepts(document) == (mistakes.Count == 0),
                $"The parser says \"{string.Join(" ", mistakes)}\" to\n{document.ToJsonString(new JsonSerializerOptions { WriteIndented = true })}");
            _ = mistakes.Count == 0 ? Interlocked.Increment(ref accepted) : Interlocked.Increment(ref refused);
        }, iter: 4000, threads: 1, print: pair => string.Join(", ", pair.Item2));

        // Of both kinds many, or the test would say nothing.
        Assert.True(accepted > 200 && refused > 1000, $"{accepted} accepted, {refused} refused");
    }

    static bool IsFractionANameIn(JsonNode? node) => node switch
    {
        JsonObject map => map.Any(pair => (pair.Key == "name" && pair.Value is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.ToJsonString().AsSpan().IndexOfAny(".eE") >= 0) || IsFractionANameIn(pair.Value)),
        JsonArray list => list.Any(IsFractionANameIn),
        _ => false,
    };

    [Theory]
    [InlineData("linear", false)]
    [InlineData("{ linear: }", false)]
    [InlineData("{ linear: 3 }", true)]
    [InlineData("linear(3)", true)]
    [InlineData("linear(x)", false)]
    [InlineData("{ linear: 0 }", false)]
    [InlineData("{ linear: 3.5 }", false)]
    [InlineData("{ linear: , units: 3 }", true)]
    [InlineData("{ linear: { units: 3 } }", true)]
    [InlineData("{ linear: { units: 3 }, bias: false }", true)]
    [InlineData("{ linear: { bias: false }, units: 3 }", true)]
    [InlineData("{ linear: { units: 3 }, units: 3 }", false)]
    [InlineData("{ linear: 3, units: 3 }", false)]
    [InlineData("{ linear: 3, biass: false }", false)]
    [InlineData("{ linear: 3, init: he }", true)]
    [InlineData("{ linear: 3, init: normal }", false)]
    [InlineData("{ linear: 3, init: normal(0.1) }", true)]
    [InlineData("{ linear: 3, name: a.b }", false)]
    [InlineData("relu", true)]
    [InlineData("relu()", false)]
    [InlineData("{ relu: {} }", true)]
    [InlineData("{ relu: 3 }", false)]
    [InlineData("{ repeat: 3 }", false)]
    [InlineData("{ repeat: 3, layers: [] }", false)]
    [InlineData("{ repeat: 3, layers: [ { linear: 3 }, tanh ] }", true)]
    [InlineData("{ linear: 3, relu: }", false)]
    public void Judges_layers_as_the_parser_does(string layer, bool isRight)
    {
        var yaml = RecipeFileTests.Text(network: $"input: [3], layers: [ {{ linear: 3 }}, {layer} ]");

        Assert.Equal(isRight, Schema.Accepts(Documents.ToJson(yaml)));
        Assert.Equal(isRight, Documents.MistakesIn(Documents.ToJson(yaml)).Count == 0);
    }

    [Theory]
    [InlineData("digits", true)]
    [InlineData("csv", false)]
    [InlineData("{ source: csv, path: a.csv, separator: tab, one-hot: [a, 2] }", true)]
    [InlineData("{ source: csv, path: a.csv, separator: tabs }", false)]
    [InlineData("{ source: csv, path: a.csv, one-hot: [] }", false)]
    [InlineData("{ source: mnist }", true)]
    [InlineData("{ source: mnist, prepare: { scale: [0, 1] } }", true)]
    [InlineData("{ source: mnist, prepare: { scale: [0] } }", false)]
    [InlineData("{ source: mnist, hold-out: 1 }", false)]
    [InlineData("{ path: a.csv }", false)]
    public void Judges_data_as_the_parser_does(string data, bool isRight)
    {
        var yaml = RecipeFileTests.Text(rest: $"data: {data}");

        Assert.Equal(isRight, Schema.Accepts(Documents.ToJson(yaml)));
        Assert.Equal(isRight, Documents.MistakesIn(Documents.ToJson(yaml)).Count == 0);
    }

    [Fact]
    public void Every_form_says_what_an_editor_may_accept() => Assert.DoesNotContain(
        RecipeLanguage.Families.SelectMany(family => family.Words).Concat(RecipeLanguage.Sections).SelectMany(word => word.Options),
        option => option.Form.Schema(new SchemaParts()) == new SchemaPart());

    [Fact]
    public void Each_family_has_a_piece_of_its_own() =>
        Assert.Equal(RecipeLanguage.Families.Count, RecipeLanguage.Families.Select(family => family.Noun).Distinct(StringComparer.Ordinal).Count());

    // What a schema cannot say, as RecipeSchema's own remarks list it: two numbers in order, limits inside parentheses, and which of two
    // keys comes first.
    static bool CannotBeSaid(RecipeMistake mistake) =>
        mistake.Message.Contains("the first below the second", StringComparison.Ordinal) || mistake.Message.StartsWith("Only one ", StringComparison.Ordinal);
}
