using System.Text.Json;
using Fathom.Cli.Tests.Json;

namespace Fathom.Cli.Tests.Commands;

public class ExperimentCommandTests
{
    [Fact]
    public void Lists_what_there_is()
    {
        var run = CommandLineRun.Of(Examinations.Healthy, "experiment");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("mean-field", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_back_when_it_does_not_know_the_name()
    {
        var run = CommandLineRun.Of(Examinations.Healthy, "experiment", "mean-feild");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is no experiment 'mean-feild'. Did you mean mean-field?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_every_field_that_it_writes()
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            Fathom.Cli.Json.ExperimentJson.Write(
                json, new Lab.Experiments.MeanField(), new("mean-field", "numbers", [new("a", 1, 1, 0.1)], Interrupted: false));
        }

        Assert.Equal(JsonFields.Documented("fathom experiment NAME"), JsonFields.Of(JsonDocument.Parse(text.ToArray()).RootElement).Distinct(StringComparer.Ordinal));
    }
}
