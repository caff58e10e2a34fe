using Fathom.Journal.Tests.Records;
using Fathom.Runs;

namespace Fathom.Journal.Tests;

public sealed class RunFollowerTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Several_followers_see_a_consistent_prefix_at_every_moment()
    {
        const int Steps = 30_000, Every = 7, Looks = 6, Followers = 3;
        using var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()), leastTail: 64 << 10);
        var looks = new int[Followers];
        var followers = Enumerable.Range(0, Followers).Select(index => Task.Run(() =>
        {
            var follower = new RunFollower(_folder.Run);
            while (follower.View.Status == RunStatus.Running)
            {
                if (!follower.Advance()) continue;
                AssertPrefix(follower.View, Every);
                Interlocked.Increment(ref looks[index]);
            }

            Assert.True(follower.Problem is null, follower.Problem);
            return follower.View;
        })).ToList();

        // However late a follower gets a processor: it is written on, at a training's pace, until each has looked often enough, or has failed.
        var step = 0;
        while (step < Steps || !followers.Select((follower, index) => follower.IsCompleted || Volatile.Read(ref looks[index]) >= Looks).All(isDone => isDone))
        {
            writer.Scalar(++step, ScalarTags.Loss, step);
            if (step % Every == 0) writer.Reading(Some.Reading(step, layers: 1));
            if (step > Steps) await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        writer.Close(new RunEnd(RunStatus.Finished, step));
        foreach (var follower in followers)
        {
            var view = await follower;
            Assert.Equal(step, view.Step);
            Assert.Empty(view.Damages);
        }

        Assert.Null(writer.Problem);
    }

    [Fact]
    public void Comes_to_the_same_as_reading_everything_anew()
    {
        using var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()), leastTail: 32 << 10);
        var follower = new RunFollower(_folder.Run);
        var random = new Random(3);

        for (var step = 1; step <= 12_000; step++)
        {
            writer.Scalar(step, ScalarTags.Loss, step);
            if (step % 3 == 0) writer.Reading(Some.Reading(step, layers: 1));
            if (random.Next(100) == 0) follower.Advance();
            if (random.Next(3_000) == 0)
            {
                follower.Advance();
                AssertSameView(RunReader.Read(_folder.Run), follower.View);
            }
        }

        follower.Advance();
        AssertSameView(RunReader.Read(_folder.Run), follower.View);
    }

    [Fact]
    public void Says_that_the_folder_was_deleted()
    {
        using (var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()))) writer.Scalar(1, ScalarTags.Loss, 2);
        var follower = new RunFollower(_folder.Run);
        Directory.Delete(_folder.Run, recursive: true);

        Assert.True(follower.Advance());
        Assert.False(follower.Advance());

        Assert.Contains("was deleted", follower.Problem, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Lost, follower.View.Status);
        Assert.Single(follower.View.Scalars);
    }

    [Fact]
    public void Calls_a_run_lost_when_it_is_silent_and_its_process_is_gone()
    {
        var time = new SetTime();
        var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()), time);
        writer.Scalar(1, ScalarTags.Loss, 2);
        var follower = new RunFollower(_folder.Run, time);
        Assert.Equal((RunStatus.Running, Some.Noon), (follower.View.Status, follower.View.LastRecord));

        // This process writes it, and lives: a long step is no death.
        time.Pass(TimeSpan.FromMinutes(10));
        Assert.False(follower.Advance());
        Assert.Equal(RunStatus.Running, follower.View.Status);

        writer.Dispose();
        Assert.True(follower.Advance());
        Assert.Equal(RunStatus.Lost, follower.View.Status);
    }

    [Fact]
    public void Still_calls_a_run_running_shortly_after_its_last_record()
    {
        var time = new SetTime();
        using (var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()), time)) writer.Scalar(1, ScalarTags.Loss, 2);
        var follower = new RunFollower(_folder.Run, time);

        time.Pass(RunView.SilenceLimit);
        Assert.False(follower.Advance());
        time.Pass(TimeSpan.FromSeconds(1));
        Assert.True(follower.Advance());

        Assert.Equal(RunStatus.Lost, follower.View.Status);
    }

    [Fact]
    public void Does_not_take_another_process_for_the_writer()
    {
        var time = new SetTime();
        var folder = RunFolder.Create(_folder.Run, Some.Manifest());
        JournalWriter.Create(folder, time).Dispose();
        // The id of this process, which lives, but with the start of another one.
        (WriterMark.OfThisProcess with { Started = "1" }).WriteTo(_folder.Run);
        time.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(RunStatus.Lost, RunReader.Read(_folder.Run, time).Status);
        WriterMark.OfThisProcess.WriteTo(_folder.Run);
        Assert.Equal(RunStatus.Running, RunReader.Read(_folder.Run, time).Status);
    }

    [Fact]
    public void Opens_a_run_that_has_no_journal_yet()
    {
        RunFolder.Create(_folder.Run, Some.Manifest());

        var follower = new RunFollower(_folder.Run, new SetTime());

        Assert.Equal((RunStatus.Running, Some.Noon, 0L), (follower.View.Status, follower.View.LastRecord, follower.View.Step));
    }

    [Fact]
    public void Follows_a_run_that_is_resumed()
    {
        var folder = RunFolder.Create(_folder.Run, Some.Manifest());
        using (var writer = JournalWriter.Create(folder)) Record(writer, 1, 100, value: 1);
        var follower = new RunFollower(_folder.Run);

        using (var writer = JournalWriter.Append(folder, 60))
        {
            Assert.True(follower.Advance());
            Assert.Equal(60, follower.View.Step);
            Record(writer, 61, 120, value: 2);
        }

        follower.Advance();
        Assert.Equal([.. Enumerable.Repeat(1.0, 60), .. Enumerable.Repeat(2.0, 60)], follower.View.Scalars[ScalarTags.Loss].Select(block => block.Last));
        Assert.Equal(Enumerable.Range(1, 12).Select(reading => 10L * reading), follower.View.Readings.Select(block => block.FirstStep));
        AssertSameView(RunReader.Read(_folder.Run), follower.View);
    }

    public void Dispose() => _folder.Dispose();

    static void Record(JournalWriter writer, int from, int to, double value)
    {
        for (var step = from; step <= to; step++)
        {
            writer.Scalar(step, ScalarTags.Loss, value);
            if (step % 10 == 0) writer.Reading(Some.Reading(step));
        }
    }

    static void AssertPrefix(RunView view, int every)
    {
        if (view.Step == 0) return;
        var losses = view.Scalars[ScalarTags.Loss];
        Assert.Equal((1, view.Step), (losses[0].FirstStep, losses[^1].LastStep));
        Assert.Equal(view.Step, losses.Sum(block => block.Values.Count));
        // The reading of the last step may not be there yet; every one before it must be.
        var readings = view.Readings.Sum(block => block.Count);
        Assert.InRange(readings, (view.Step - 1) / every, view.Step / every);
        if (readings > 0) Assert.Equal(readings * every, view.Readings[^1].LastStep);
    }

    static void AssertSameView(RunView expected, RunView actual)
    {
        Assert.Equal(Sameness.Of(expected.Readings), Sameness.Of(actual.Readings));
        Assert.Equal(Sameness.Of(expected.Scalars[ScalarTags.Loss]), Sameness.Of(actual.Scalars[ScalarTags.Loss]));
        Assert.Equal((expected.Step, expected.LastRecord, expected.Status), (actual.Step, actual.LastRecord, actual.Status));
    }
}
