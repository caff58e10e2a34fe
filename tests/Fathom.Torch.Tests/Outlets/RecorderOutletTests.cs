using Fathom.Guards;
using Fathom.Runs;

namespace Fathom.Torch.Tests.Outlets;

public class RecorderOutletTests
{
    [Fact]
    public void Every_loss_every_reading_and_the_numbers_of_readings_are_recorded()
    {
        var recorder = new RememberingRecorder();
        using var loop = new WatchedLoop(new() { Every = 5, Recorder = recorder });

        loop.Take(20);

        Assert.Equal(loop.Monitor.History.Losses.Recent.Select(point => (point.Step, point.Loss)), recorder.Values(ScalarTags.Loss));
        Assert.Equal(loop.Monitor.History.Readings, recorder.Readings);
        Assert.Equal([1L, 6, 11, 16], recorder.Values(ScalarTags.LearningRate).Select(value => value.Step));
        Assert.All(recorder.Values(ScalarTags.LearningRate), value => Assert.Equal(0.05, value.Value));
        var norms = recorder.Readings.Select(reading => (reading.Step, Math.Sqrt(reading.Parameters.Sum(parameter => parameter.Gradient!.Norm * parameter.Gradient.Norm))));
        Assert.All(norms.Zip(recorder.Values(ScalarTags.GradientNorm)), pair => Assert.Equal(pair.First.Item2, pair.Second.Value, 1e-12));
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    [InlineData("lstm")]
    public void Recording_changes_no_bit_of_the_weights(string family)
    {
        var recorder = new RememberingRecorder();

        var expected = Weights(family, new());
        var actual = Weights(family, new() { Every = 1, Recorder = recorder });

        Assert.Equal(expected, actual);
        Assert.Equal(20, recorder.Readings.Count);
    }

    [Fact]
    public void A_recorder_that_throws_is_dropped_noted_once_and_harms_nothing()
    {
        var recorder = new RememberingRecorder { FailsAt = 4 };
        var options = new MonitorOptions { Every = 1, Recorder = recorder };
        using var loop = new WatchedLoop(options);

        loop.Take(20);

        var note = Assert.Single(loop.Monitor.Diagnose(), finding => finding.Id == "recording-failure");
        Assert.Equal((4L, "recording"), (note.Step, note.Place));
        Assert.Contains("No space left", note.Summary, StringComparison.Ordinal);
        Assert.Equal(3, recorder.Readings.Count);
        Assert.Equal(20, loop.Monitor.History.Count);
        Assert.Equal(Weights("mlp", new()), Weights("mlp", new() { Every = 1, Recorder = new RememberingRecorder { FailsAt = 4 } }));
    }

    [Fact]
    public void A_recorder_with_a_problem_is_asked_no_more_and_the_problem_is_told()
    {
        var recorder = new RememberingRecorder { Problem = "The folder may not be written." };
        using var loop = new WatchedLoop(new() { Every = 1, Recorder = recorder });

        loop.Take(3);

        Assert.Single(recorder.Readings);
        Assert.Contains("may not be written", Assert.Single(loop.Monitor.Diagnose(), finding => finding.Id == "recording-failure").Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recorder_that_somebody_else_opened_is_left_open()
    {
        var recorder = new RememberingRecorder();

        new WatchedLoop(new() { Recorder = recorder }).Take(2).Dispose();

        Assert.False(recorder.WasClosed);
        Assert.False(recorder.WasDisposed);
    }

    [Fact]
    public void Guard_events_are_recorded_as_they_happen()
    {
        var recorder = new RememberingRecorder();
        using var loop = new WatchedLoop(new() { Recorder = recorder });

        loop.Take(2).Take(1, poison: float.NaN).Take(2);

        var skipped = Assert.Single(recorder.GuardEvents);
        Assert.Equal((3L, GuardAction.Skipped), (skipped.Step, skipped.Action));
        Assert.Equal(loop.Monitor.GuardEvents, recorder.GuardEvents);
        Assert.True(double.IsNaN(recorder.Values(ScalarTags.Loss).ElementAt(2).Value));
    }

    [Fact]
    public void Findings_are_recorded_when_they_change_and_not_again_while_they_stay()
    {
        var recorder = new RememberingRecorder();
        using var loop = new WatchedLoop(new() { Every = 1, Recorder = recorder, Guards = [] }, "deep-sigmoid");

        // How often a live training is diagnosed depends on what that costs on this machine at this moment.
        for (var taken = 0; taken < 3000 && !recorder.Diagnoses.Any(Vanishes); taken += 60) loop.Take(60);
        loop.Take(60);

        Assert.Contains(recorder.Diagnoses, Vanishes);
        var kinds = recorder.Diagnoses.Select(told => string.Join('|', told.Findings.SelectMany(Flat))).ToList();
        Assert.All(kinds.Zip(kinds.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void A_healthy_training_records_no_findings()
    {
        var recorder = new RememberingRecorder();
        using var loop = new WatchedLoop(new() { Every = 1, Recorder = recorder });

        loop.Take(30);

        Assert.Empty(recorder.Diagnoses);
    }

    [Fact]
    public void What_a_training_suffers_from_does_not_depend_on_who_listens()
    {
        using var alone = new WatchedLoop(new() { Every = 1, Guards = [] }, "deep-sigmoid");
        alone.Take(60);
        using var heard = new WatchedLoop(new() { Every = 1, Guards = [], Recorder = new RememberingRecorder() }, "deep-sigmoid");
        heard.Take(60);

        Assert.Equal(alone.Monitor.Diagnose().Select(finding => finding.ToString()), heard.Monitor.Diagnose().Select(finding => finding.ToString()));
    }

    static byte[] Weights(string family, MonitorOptions options)
    {
        using var loop = new WatchedLoop(options, family);
        return loop.Take(20).Weights;
    }

    static bool Vanishes((long Step, IReadOnlyList<Diagnoses.Finding> Findings) told) => told.Findings.Any(finding => finding.Id == "vanishing-gradient");

    static IEnumerable<string> Flat(Diagnoses.Finding finding) => finding.Consequences.SelectMany(Flat).Prepend($"{finding.Id} {finding.Severity} {finding.Place}");
}
