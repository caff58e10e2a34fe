using System.Text.Json;
using Fathom.Cli.Tests.Json;
using Fathom.Lab.Cures;
using Fathom.Lab.Experiments;

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
    public void Runs_a_part_only_where_there_are_parts()
    {
        var whole = CommandLineRun.Of(Examinations.Healthy, "experiment", "mean-field", "--only", "relu");
        var unknown = CommandLineRun.Of(Examinations.Healthy, "experiment", "clinic", "--only", "relu-20-hee");

        Assert.Equal(2, whole.ExitCode);
        Assert.Contains("The experiment mean-field has no parts; leave --only out.", whole.Error, StringComparison.Ordinal);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("Did you mean relu-20-he?", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_markdown_file_in_a_folder_that_is_not_there()
    {
        var run = CommandLineRun.Of(Examinations.Healthy, "experiment", "mean-field", "--markdown", "no-such-folder/table.md");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no-such-folder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_every_field_of_the_clinic()
    {
        var result = new ClinicCaseResult("a", "dead-units", "paper", 1, 1, 0, 1, 1, 0, [3], ["dead-units"], [], [], ["learning-rate"], 0.1, 0.9);
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
            Fathom.Cli.Json.ExperimentJson.Write(json, new Clinic(), new ClinicReport("clinic", false, 1, [result], [new("Fathom", "", 1, 1, 1, 0)]));

        Assert.Equal(JsonFields.Documented("fathom experiment clinic"), JsonFields.Of(JsonDocument.Parse(text.ToArray()).RootElement).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Documents_every_field_of_the_cures()
    {
        Pair[] pairs = [new(1, 2.3, 0.5, 2.3)];
        var arm = new CuresArm(true, "dead-units", "reinitialize", "because", 0.8, 0.8) { Pairs = pairs };
        var result = new CuresCaseResult("a", "dead-units", arm) { Random = arm, FixedList = arm, Afterwards = pairs };
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
            Fathom.Cli.Json.ExperimentJson.Write(json, new Lab.Experiments.Cures(), new CuresReport("cures", false, [result]));

        Assert.Equal(JsonFields.Documented("fathom experiment cures"), JsonFields.Of(JsonDocument.Parse(text.ToArray()).RootElement).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Runs_parts_side_by_side_only_where_the_experiment_can()
    {
        var alone = CommandLineRun.Of(Examinations.Healthy, "experiment", "mean-field", "--jobs", "2");
        var none = CommandLineRun.Of(Examinations.Healthy, "experiment", "cures", "--jobs", "0");

        Assert.Equal(2, alone.ExitCode);
        Assert.Contains("The experiment mean-field runs one part after the other; leave --jobs out.", alone.Error, StringComparison.Ordinal);
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("--jobs must be at least 1, but was 0.", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_every_field_that_it_writes()
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            Fathom.Cli.Json.ExperimentJson.Write(
                json, new MeanField(), new ComparisonReport("mean-field", "numbers", [new("a", 1, 1, 0.1)], Interrupted: false));
        }

        Assert.Equal(JsonFields.Documented("fathom experiment NAME"), JsonFields.Of(JsonDocument.Parse(text.ToArray()).RootElement).Distinct(StringComparer.Ordinal));
    }
}
