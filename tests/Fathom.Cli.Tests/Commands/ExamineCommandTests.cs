using Fathom.Diagnoses;

namespace Fathom.Cli.Tests.Commands;

public class ExamineCommandTests
{
    [Fact]
    public void A_healthy_network_is_exit_code_0_and_a_good_word()
    {
        var run = CommandLineRun.Of(Examinations.Healthy, "examine", "shallow");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Healthy: nothing found in 50 steps.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_is_not_as_theory_expects_is_asked_about_its_weights()
    {
        var run = CommandLineRun.Of(Examinations.OtherThanPredicted, "examine", "deep-sigmoid");

        Assert.Contains("-13.0 measured at step 1, -17.2 to -16.8 decades expected by theory: they part.", run.Out, StringComparison.Ordinal);
        Assert.Contains("behind linear21: 5.8e+3 left, expected", run.Out, StringComparison.Ordinal);
        Assert.Contains("and behind 37 more.", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("note", 1)]
    [InlineData("warning", 1)]
    [InlineData("error", 1)]
    [InlineData("fatal", 0)]
    [InlineData("FATAL", 0)]
    public void Findings_below_the_limit_do_not_fail_the_call(string failOn, int exitCode) =>
        Assert.Equal(exitCode, CommandLineRun.Of(Examinations.OfDeepSigmoid, "examine", "deep-sigmoid", "--fail-on", failOn).ExitCode);

    [Fact]
    public void Errors_fail_the_call_unless_told_otherwise()
    {
        Assert.Equal(1, CommandLineRun.Of(Examinations.OfDeepSigmoid, "examine", "deep-sigmoid").ExitCode);
        Assert.Equal(0, CommandLineRun.Of(
            () => Examinations.OfDeepSigmoid() with { Findings = [.. Examinations.OfDeepSigmoid().Findings.Where(finding => finding.Severity < Severity.Error)] },
            "examine", "deep-sigmoid").ExitCode);
    }

    [Fact]
    public void An_interrupted_training_shows_what_was_learnt_and_ends_with_130()
    {
        var run = CommandLineRun.Of(() => Examinations.OfDeepSigmoid() with { Interrupted = true, Steps = 7 }, "examine", "deep-sigmoid");

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("Stopped after 7 steps", run.Out, StringComparison.Ordinal);
        Assert.Contains("vanishing-gradient", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Stopping_before_the_first_step_is_no_good_verdict()
    {
        var run = CommandLineRun.Of(Examinations.InterruptedBeforeTheFirstStep, "examine", "deep-sigmoid");

        Assert.Equal(130, run.ExitCode);
        Assert.DoesNotContain("Healthy", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_reach_the_training()
    {
        var run = CommandLineRun.Of(Examinations.Healthy, "examine", "deep-sigmoid", "--data", "mnist:data", "--steps", "12", "--seed", "7");

        Assert.Equal(new ExaminationOrder("deep-sigmoid") { Data = "mnist:data", Steps = 12, Seed = 7 }, run.Order! with { Run = null });
    }

    [Fact]
    public void Colours_stay_away_unless_a_terminal_shows_them()
    {
        var colored = new Terminal { Out = TextWriter.Null, Error = TextWriter.Null, Colors = true };

        Assert.DoesNotContain('\u001b', CommandLineRun.Of(Examinations.OfDeepSigmoid, "examine", "x").Out);
        Assert.DoesNotContain('\u001b', CommandLineRun.Of(colored, Examinations.OfDeepSigmoid, "examine", "x", "--no-color").Out);
        Assert.Contains('\u001b', CommandLineRun.Of(colored, Examinations.OfDeepSigmoid, "examine", "x").Out);
    }

    [Fact]
    public void Standard_output_carries_the_json_and_nothing_else()
    {
        var run = CommandLineRun.Of(Examinations.OfDeepSigmoid, "examine", "deep-sigmoid", "--json", "-");

        using var json = System.Text.Json.JsonDocument.Parse(run.Out);
        Assert.Equal("deep-sigmoid", json.RootElement.GetProperty("recipe").GetString());
        Assert.Equal("", run.Error);
    }
}
