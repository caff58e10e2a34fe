using Fathom.Lab.Training;

namespace Fathom.Cli.Tests.Commands;

public class TrainCommandTests
{
    [Fact]
    public void A_healthy_training_is_exit_code_0_and_shows_the_held_out_course()
    {
        var run = Run(TrainingReports.Healthy, "train", "shallow");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("held out, by step: 0.7000 (25), 0.5000 (50)", run.Out, StringComparison.Ordinal);
        Assert.Contains("guards: skip-non-finite; nothing to do", run.Out, StringComparison.Ordinal);
        Assert.Contains("Healthy: nothing found in 50 steps.", run.Out, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    [Theory]
    [InlineData("error", 1)]
    [InlineData("fatal", 0)]
    public void Findings_at_the_limit_are_exit_code_1(string failOn, int exitCode) =>
        Assert.Equal(exitCode, Run(TrainingReports.Ill, "train", "deep-sigmoid", "--fail-on", failOn).ExitCode);

    [Fact]
    public void A_failed_training_is_exit_code_3_and_says_why_and_what_was_skipped()
    {
        var run = Run(TrainingReports.Lost, "train", "shallow");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("FAILED", run.Out, StringComparison.Ordinal);
        Assert.Contains("12 steps skipped", run.Out, StringComparison.Ordinal);
        Assert.Contains("and 11 more like it, up to step 18", run.Out, StringComparison.Ordinal);
        Assert.Contains("Every weight is finite.", run.Out, StringComparison.Ordinal);
        Assert.Contains("went on from step 40", run.Out, StringComparison.Ordinal);
        Assert.Contains("does not replace a checkpoint", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Healthy", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_could_not_be_written_is_no_success() =>
        Assert.Equal(3, Run(() => TrainingReports.Healthy() with { CheckpointProblem = "The disk is full." }, "train", "shallow").ExitCode);

    [Fact]
    public void An_interrupted_training_ends_with_130_and_says_where_it_was_kept()
    {
        var run = Run(TrainingReports.Interrupted, "train", "shallow");

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("go on with: fathom train --resume a.checkpoint", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_reach_the_training()
    {
        var checkpoint = Path.GetTempFileName();

        var run = Run(TrainingReports.Healthy, "train", "deep-sigmoid", "--data", "mnist:data", "--steps", "12", "--seed", "7", "--save", "a", "--save-every", "5", "--resume", checkpoint, "--answers", "b", "--watch-every", "3");
        File.Delete(checkpoint);

        Assert.Equal(new TrainOrder("deep-sigmoid") { Data = "mnist:data", Steps = 12, Seed = 7, SaveTo = "a", SaveEvery = 5, Resume = checkpoint, AnswersTo = "b", WatchEvery = 3 }, run.Order! with { Run = null });
    }

    [Fact]
    public void A_training_is_recorded_unless_somebody_says_otherwise()
    {
        Assert.NotNull(Run(TrainingReports.Healthy, "train", "x").Order!.Run);
        Assert.Null(Run(TrainingReports.Healthy, "train", "x", "--no-record").Order!.Run);
        Assert.Equal(TimeSpan.FromSeconds(90), Run(TrainingReports.Healthy, "train", "x", "--save-every", "90s").Order!.CheckpointPause);
        Assert.Equal(500, Run(TrainingReports.Healthy, "train", "x", "--save-every", "500").Order!.SaveEvery);
    }

    [Fact]
    public void Guards_stand_beside_the_default_one_and_none_switches_all_off()
    {
        Assert.Null(Run(TrainingReports.Healthy, "train", "x").Order!.Guards);
        Assert.Equal(["skip-non-finite", "roll-back", "skip-spike"],
            Run(TrainingReports.Healthy, "train", "x", "--guard", "roll-back", "--guard", "skip-spike").Order!.Guards!);
        Assert.Empty(Run(TrainingReports.Healthy, "train", "x", "--guard", "none").Order!.Guards!);
    }

    [Theory]
    [InlineData("train", "needs a RECIPE")]
    [InlineData("train x --guard rolback", "Did you mean roll-back?")]
    [InlineData("train x --guard none --guard roll-back", "switches all guards off")]
    [InlineData("train x --save-every 5 --no-record", "--save FILE")]
    [InlineData("train x --save-every often", "or a time such as 90s")]
    [InlineData("train x --no-record --run-folder a", "say two things")]
    [InlineData("train --resume no-such-run", "must name a run or a checkpoint's file")]
    [InlineData("train x --save /no/such/folder/a", "does not exist")]
    [InlineData("train x --save /tmp", "is a folder")]
    [InlineData("train x --steps 0", "--steps must be a whole number")]
    public void A_wrong_call_is_refused_before_anything_is_trained(string words, string sentence)
    {
        var run = Run(TrainingReports.Healthy, words.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Null(run.Order);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Guard_events_are_told_as_they_happen_but_not_without_end()
    {
        var terminal = new Terminal { Out = TextWriter.Null, Error = TextWriter.Null, ErrorIsWatched = true };

        var watched = Run(terminal, events: 1000, TrainingReports.Healthy, "train", "x");
        var unwatched = Run(terminal with { ErrorIsWatched = false }, events: 1000, TrainingReports.Healthy, "train", "x");

        Assert.Equal(5, watched.Error.Split("was clipped.").Length - 1);
        Assert.Contains("what follows of it is counted", watched.Error, StringComparison.Ordinal);
        Assert.Contains("held out 2.2000", watched.Error, StringComparison.Ordinal);
        Assert.Equal("", unwatched.Error);
    }

    [Fact]
    public void Standard_output_carries_the_json_and_nothing_else()
    {
        var run = Run(TrainingReports.Lost, "train", "x", "--json", "-");

        using var json = System.Text.Json.JsonDocument.Parse(run.Out);
        Assert.Equal(12, json.RootElement.GetProperty("guards").GetProperty("skippedSteps").GetInt64());
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void Help_shows_examples() =>
        Assert.Contains("fathom train --resume my-network.checkpoint", Run(TrainingReports.Healthy, "train", "--help").Out, StringComparison.Ordinal);

    static (int ExitCode, string Out, string Error, TrainOrder? Order) Run(Func<TrainingReport> answer, params string[] words) =>
        Run(new Terminal { Out = TextWriter.Null, Error = TextWriter.Null }, events: 0, answer, words);

    static (int ExitCode, string Out, string Error, TrainOrder? Order) Run(Terminal terminal, int events, Func<TrainingReport> answer, params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var trainer = new ScriptedTrainer(answer, events);

        var exitCode = new CommandLine(
            terminal with { Out = output, Error = error }, new ScriptedExaminer(Examinations.Healthy), TimeProvider.System, curer: null, trainer).Run(words);

        return (exitCode, output.ToString(), error.ToString(), trainer.LastOrder);
    }
}
