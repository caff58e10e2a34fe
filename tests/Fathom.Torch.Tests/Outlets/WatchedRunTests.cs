using Fathom.Journal;
using Fathom.Runs;

namespace Fathom.Torch.Tests.Outlets;

public sealed class WatchedRunTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fathom-").FullName;

    [Fact]
    public void One_option_records_a_run_that_opens_whole()
    {
        var loop = new WatchedLoop(new() { Every = 1, RunFolder = In("mine"), PlannedSteps = 20 }, "deep-sigmoid");
        loop.Take(20);
        var (losses, findings) = (loop.Monitor.History.Losses.Recent.Select(point => point.Loss).ToList(), loop.Monitor.Diagnose());
        loop.Dispose();

        var view = RunReader.Read(In("mine"));

        Assert.Equal((RunKind.Watched, "mine", 20L), (view.Manifest.Kind, view.Manifest.Name, view.Manifest.PlannedSteps));
        Assert.Equal((RunStatus.Finished, 20L), (view.Status, view.Step));
        Assert.Equal(losses, view.Scalars[ScalarTags.Loss].Select(block => block.Last));
        Assert.Equal(20, view.Readings.Sum(block => block.Count));
        Assert.Equal(findings.Select(finding => finding.ToString()), view.Findings.Select(finding => finding.ToString()));
        Assert.Empty(view.Damages);
    }

    [Fact]
    public void A_program_that_is_started_again_keeps_what_it_recorded_before()
    {
        Take(5);
        var second = Take(7);

        Assert.Equal(In("mine-2"), second);
        Assert.Equal((5, 7), (RunReader.Read(In("mine")).Step, RunReader.Read(In("mine-2")).Step));
    }

    [Fact]
    public void A_monitor_that_has_resumed_goes_on_with_its_run_and_steps_done_again_count_once()
    {
        byte[] state;
        using (var first = new WatchedLoop(new() { Every = 1, RunFolder = In("mine") }))
        {
            first.Take(6);
            state = first.Monitor.SaveState();
            first.Take(3);
        }

        using (var second = new WatchedLoop(new() { Every = 1, RunFolder = In("mine") }))
        {
            second.Monitor.ResumeFrom(state);
            second.Take(5);
        }

        var view = RunReader.Read(In("mine"));
        Assert.Equal(11, view.Step);
        Assert.Equal(Enumerable.Range(1, 11).Select(step => (long)step), view.Scalars[ScalarTags.Loss].Select(block => block.LastStep));
        Assert.Equal(Enumerable.Range(1, 11).Select(step => (long)step), view.Readings.Select(block => block.LastStep));
        Assert.False(Directory.Exists(In("mine-2")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_noted_and_harms_nothing()
    {
        File.WriteAllText(In("file"), "in the way");
        using var loop = new WatchedLoop(new() { Every = 1, RunFolder = Path.Combine(In("file"), "mine") });

        loop.Take(5);

        Assert.Equal("recording", Assert.Single(loop.Monitor.Diagnose(), finding => finding.Id == "recording-failure").Place);
        Assert.Equal(5, loop.Monitor.History.Count);
        Assert.Null(loop.Monitor.RunFolder);
    }

    [Fact]
    public void A_journal_that_is_taken_away_is_noted_once_and_the_training_goes_on()
    {
        var time = new SetTime();
        using var loop = new WatchedLoop(new() { Every = 1, RunFolder = In("mine"), Time = time });
        loop.Take(3);

        Directory.Delete(In("mine"), recursive: true);
        time.Pass(TimeSpan.FromSeconds(1.1));
        loop.Take(10);

        Assert.Equal(13, loop.Monitor.History.Count);
        Assert.Single(loop.Monitor.Diagnose(), finding => finding.Id == "recording-failure");
    }

    [Theory]
    [InlineData(5, 10L, false, RunStatus.Interrupted)]
    [InlineData(5, 5L, false, RunStatus.Finished)]
    [InlineData(5, null, false, RunStatus.Finished)]
    [InlineData(8, null, true, RunStatus.Failed)]
    public void The_end_says_whether_the_training_came_to_its_end(int steps, long? planned, bool isLost, RunStatus status)
    {
        using (var loop = new WatchedLoop(new() { RunFolder = In("mine"), PlannedSteps = planned, Guards = [] })) loop.Take(steps, isLost ? float.NaN : 1);

        Assert.Equal(status, RunReader.Read(In("mine")).Status);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string In(string name) => Path.Combine(_folder, name);

    string Take(int steps)
    {
        using var loop = new WatchedLoop(new() { RunFolder = In("mine") });
        return loop.Take(steps).Monitor.RunFolder!;
    }
}
