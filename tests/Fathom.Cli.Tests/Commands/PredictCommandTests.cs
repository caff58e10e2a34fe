using System.Text.Json;
using Fathom.Cli.Tests.Json;

namespace Fathom.Cli.Tests.Commands;

public class PredictCommandTests
{
    [Fact]
    public void Draws_the_expected_ledger_and_answers_in_words()
    {
        var run = Predict("deep-sigmoid");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("sum: -17.0 decades, of which slopes -12.2, weights -4.8", run.Out, StringComparison.Ordinal);
        Assert.Contains("In fp16, typical gradients are zero from", run.Out, StringComparison.Ordinal);
        Assert.Contains("1. use relu instead, with he-normal weights", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_nothing_to_suggest_for_a_healthy_network()
    {
        var run = Predict("healthy-mlp");

        Assert.Contains("The gradient keeps its size", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("what would help", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_the_size_of_the_input_from_whoever_knows_it()
    {
        var small = Json("deep-sigmoid", "--input-mean-square", "1e-6").RootElement.GetProperty("ledger").GetProperty("totalDecades").GetDouble();
        var large = Json("deep-sigmoid", "--input-mean-square", "10000").RootElement.GetProperty("ledger").GetProperty("totalDecades").GetDouble();

        // Large inputs drive the first sigmoids to where they are flat.
        Assert.True(large < small - 0.5, $"{large} against {small}");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("nan")]
    [InlineData("much")]
    public void Refuses_a_size_that_is_none(string size)
    {
        var run = Predict("deep-sigmoid", "--input-mean-square", size);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"--input-mean-square must be a finite number above 0, but was '{size}'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_recipe_that_is_not_there()
    {
        var run = Predict("deep-sigmoit");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Did you mean deep-sigmoid?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_the_fields_that_are_documented_and_no_others()
    {
        var documented = JsonFields.Documented("fathom predict").Order(StringComparer.Ordinal);

        // Reservations are described as well, but there are none here.
        var written = JsonFields.Of(Json("deep-sigmoid").RootElement).Concat(["reservations[].place", "reservations[].reason", "reservations[].instead"]);

        Assert.Equal(documented, written.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    static CommandLineRun Predict(params string[] words) => CommandLineRun.Of(Examinations.Healthy, ["predict", .. words]);

    static JsonDocument Json(params string[] words) => JsonDocument.Parse(Predict([.. words, "--json", "-"]).Out);
}
