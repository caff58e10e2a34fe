using System.Text.Json;
using Fathom.Lab.Training;
using NJsonSchema;

namespace Fathom.Cli.Tests.Json;

public sealed class SarifJsonTests : IDisposable
{
    const string Recipe = """
        name: exploding
        network:
          input: [64]
          layers:
            - linear: 32
            - relu
            - repeat: 2
              layers:
                - tanh
            - linear: 10
        loss: cross-entropy
        """;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fathom-sarif-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_document_follows_the_official_schema()
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "sarif-2.1.0.json"), TestContext.Current.CancellationToken);
        Func<Examination>[] examinations = [Examinations.Healthy, Examinations.OfDeepSigmoid, Examinations.OfLostTraining, Examinations.OfExplosion, Examinations.InterruptedBeforeTheFirstStep];

        foreach (var examination in examinations)
        {
            Assert.Empty(schema.Validate(CommandLineRun.Of(examination, "examine", "deep-sigmoid", "--sarif", "-").Out));
            Assert.Empty(schema.Validate(CommandLineRun.Of(examination, "examine", File(), "--sarif", "-").Out));
        }

        Assert.NotEmpty(schema.Validate(CommandLineRun.Of(Examinations.OfExplosion, "examine", File(), "--sarif", "-").Out.Replace("\"level\": \"warning\"", "\"level\": \"fatal\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_result_says_what_how_bad_where_and_what_to_do()
    {
        var result = Results(Examinations.OfExplosion, "exploding")[0];

        Assert.Equal("exploding-gradient", result.GetProperty("ruleId").GetString());
        Assert.Equal("error", result.GetProperty("level").GetString());
        Assert.Equal(
            "linear1..linear2: The gradient at linear1 is 1.0e+9 times that at the output. Each step overwrites the layer. " +
            "Also, because of it: non-finite, dead-units. What to do: Replace the sigmoids by ReLU, and initialise with he-normal.",
            result.GetProperty("message").GetProperty("text").GetString());
        var properties = result.GetProperty("properties");
        Assert.Equal(("fatal", 2L), (properties.GetProperty("severity").GetString(), properties.GetProperty("step").GetInt64()));
        Assert.Equal(2, properties.GetProperty("causes").GetArrayLength());
        Assert.Equal(3, result.GetProperty("relatedLocations").GetArrayLength());
    }

    [Fact]
    public void Points_at_the_lines_of_the_recipes_file()
    {
        var results = Results(Examinations.OfExplosion, File());

        var place = results[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.EndsWith("my%20network.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.Equal((5, 10), Lines(results[0]));
        Assert.Equal((9, 9), Lines(results[1]));
        Assert.Equal("linear1..linear2", results[0].GetProperty("locations")[0].GetProperty("logicalLocations")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void A_recipe_that_ships_inside_has_places_but_no_file()
    {
        var location = Results(Examinations.OfDeepSigmoid, "deep-sigmoid")[0].GetProperty("locations")[0];

        Assert.False(location.TryGetProperty("physicalLocation", out _));
        Assert.Equal("deep-sigmoid/linear1..linear14", location.GetProperty("logicalLocations")[0].GetProperty("fullyQualifiedName").GetString());
    }

    [Fact]
    public void Every_illness_is_a_rule_with_its_page()
    {
        var rules = Run(Examinations.Healthy, "shallow").GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToList();

        var pages = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "docs", "diagnoses")).Select(Path.GetFileNameWithoutExtension).Where(name => name != "README");
        Assert.Equal(pages.Order(StringComparer.Ordinal), rules.Select(rule => rule.GetProperty("id").GetString()));
        Assert.All(rules, rule => Assert.EndsWith(".", rule.GetProperty("shortDescription").GetProperty("text").GetString(), StringComparison.Ordinal));
        var vanishing = rules.Single(rule => rule.GetProperty("id").GetString() == "vanishing-gradient");
        Assert.Equal("Back-propagation multiplies one factor per layer.", vanishing.GetProperty("shortDescription").GetProperty("text").GetString());
        Assert.Contains("**What to do.**", vanishing.GetProperty("help").GetProperty("markdown").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_result_points_at_its_rule()
    {
        var run = Run(Examinations.OfExplosion, "exploding");

        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.All(run.GetProperty("results").EnumerateArray(), result =>
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()));
    }

    [Fact]
    public void A_healthy_network_has_a_run_without_results() => Assert.Empty(Results(Examinations.Healthy, "shallow"));

    [Fact]
    public void A_file_takes_the_findings_and_the_reader_keeps_the_page()
    {
        var file = Path.Combine(_folder.FullName, "findings.sarif");

        var run = CommandLineRun.Of(Examinations.OfExplosion, "examine", "exploding", "--sarif", file, "--fail-on", "fatal");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("exploding-gradient", run.Out, StringComparison.Ordinal);
        Assert.Equal("2.1.0", JsonDocument.Parse(System.IO.File.ReadAllText(file)).RootElement.GetProperty("version").GetString());
    }

    [Fact]
    public void Refuses_to_share_standard_output_and_a_missing_folder_before_anything_is_trained()
    {
        var shared = CommandLineRun.Of(Examinations.Healthy, "examine", "shallow", "--json", "-", "--sarif", "-");
        var missing = CommandLineRun.Of(Examinations.Healthy, "examine", "shallow", "--sarif", Path.Combine(_folder.FullName, "no", "x.sarif"));

        Assert.Equal((2, 2), (shared.ExitCode, missing.ExitCode));
        Assert.Contains("--sarif", missing.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--json", missing.Error, StringComparison.Ordinal);
        Assert.Null(missing.Order);
        Assert.Null(shared.Order);
    }

    static (int First, int Last) Lines(JsonElement result)
    {
        var region = result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
        return (region.GetProperty("startLine").GetInt32(), region.GetProperty("endLine").GetInt32());
    }

    static List<JsonElement> Results(Func<Examination> examination, string recipe) => [.. Run(examination, recipe).GetProperty("results").EnumerateArray()];

    static JsonElement Run(Func<Examination> examination, string recipe) =>
        JsonDocument.Parse(CommandLineRun.Of(examination, "examine", recipe, "--sarif", "-").Out).RootElement.GetProperty("runs")[0];

    string File()
    {
        var file = Path.Combine(_folder.FullName, "my network.yaml");
        System.IO.File.WriteAllText(file, Recipe);
        return file;
    }
}
