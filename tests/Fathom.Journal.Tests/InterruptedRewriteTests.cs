using Fathom.Journal.Tests.Records;
using Fathom.Runs;

namespace Fathom.Journal.Tests;

/// <summary>What a process leaves that dies while it puts new files in the place of old ones: either the old or the new state, and nothing twice.</summary>
public sealed class InterruptedRewriteTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly SetTime _time = new();

    string Before => Path.Combine(_folder.Path, "before");

    [Fact]
    public void An_old_log_beside_the_new_one_is_not_counted()
    {
        Write(1, 200);
        var expected = Text();
        Copy(Directory.GetFiles(Before));

        Assert.Equal(2, Directory.GetFiles(_folder.Run, "journal-*").Length);
        Assert.Equal(expected, Text());
    }

    [Fact]
    public void A_new_log_that_was_not_finished_is_not_counted()
    {
        Write(1, 200);
        var expected = Text();
        var log = Assert.Single(Directory.GetFiles(_folder.Run, "journal-*"));
        File.WriteAllBytes(Path.Combine(_folder.Run, "journal-0001-00009999.fathom.tmp"), File.ReadAllBytes(log)[..^100]);

        Assert.Equal(expected, Text());
    }

    [Fact]
    public void An_old_generation_beside_the_new_one_is_not_counted()
    {
        Write(1, 200);
        Keep();
        JournalWriter.Append(RunFolder.Open(_folder.Run), 100, _time).Dispose();
        var expected = Text();
        Copy(Directory.GetFiles(Before));

        Assert.Equal(expected, Text());
        Assert.Equal(100, RunReader.Read(_folder.Run).Step);
    }

    [Fact]
    public void A_new_generation_without_its_log_is_not_counted_and_hinders_no_other_one()
    {
        Write(1, 200);
        var expected = Text();
        Keep();
        JournalWriter.Append(RunFolder.Open(_folder.Run), 100, _time).Dispose();
        foreach (var log in Directory.GetFiles(_folder.Run, "journal-*")) File.Move(log, log + ".tmp");
        Copy(Directory.GetFiles(Before));

        Assert.Equal(expected, Text());

        using (var writer = JournalWriter.Append(RunFolder.Open(_folder.Run), 150, _time))
        {
            writer.Scalar(151, ScalarTags.Loss, -1);
            Assert.Null(writer.Problem);
        }

        var view = RunReader.Read(_folder.Run);
        Assert.Equal((151L, 151, 50), (view.Step, view.Scalars[ScalarTags.Loss].Count, view.Readings.Count));
        Assert.Empty(Directory.GetFiles(_folder.Run, "*.tmp"));
        Assert.All(Directory.GetFiles(_folder.Run, "*.fathom"), file => Assert.Contains("-0002-", file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(3_000)]
    [InlineData(5_999)]
    [InlineData(6_000)]
    [InlineData(9_000)]
    public void A_run_that_goes_back_and_on_holds_each_step_once(int back)
    {
        Write(1, 6_000);
        var ends = Math.Min(back, 6_000);

        using (var writer = JournalWriter.Append(RunFolder.Open(_folder.Run), back, _time)) Record(writer, ends + 1, 7_000);

        var view = RunReader.Read(_folder.Run);
        Assert.Equal((7_000L, 0), (view.Step, view.Damages.Count));
        Assert.Equal(7_000 * 7_001 / 2.0, view.Scalars[ScalarTags.Loss].Sum(block => block.Values.Sum));
        Assert.All(view.Readings.Zip(view.Readings.Skip(1)), pair => Assert.True(pair.First.LastStep < pair.Second.FirstStep));
        Assert.Equal((7_000 - ends) / 3, view.Readings.Where(block => block.FirstStep > ends).Sum(block => block.Count), 1.0);
        // A block that reaches beyond where the run went back to is left out: it can't be told apart any more.
        Assert.InRange(view.Readings.Sum(block => block.Count), 7_000 / 3 * 9 / 10, 7_000 / 3);
    }

    [Fact]
    public void A_run_without_a_journal_can_be_continued()
    {
        RunFolder.Create(_folder.Run, Some.Manifest());

        using (var writer = JournalWriter.Append(RunFolder.Open(_folder.Run), 0, _time)) Record(writer, 1, 10);

        Assert.Equal(10, RunReader.Read(_folder.Run).Scalars[ScalarTags.Loss].Count);
    }

    [Fact]
    public void An_end_is_forgotten_when_the_run_goes_on()
    {
        using (var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()), _time))
        {
            Record(writer, 1, 10);
            writer.Guard(new() { Step = 5, Guard = "skip-non-finite", Action = Guards.GuardAction.Skipped, Sentence = "Early." });
            writer.Guard(new() { Step = 9, Guard = "skip-non-finite", Action = Guards.GuardAction.Skipped, Sentence = "Late." });
            writer.Close(new RunEnd(RunStatus.Interrupted, 10, "Ctrl-C."));
        }

        JournalWriter.Append(RunFolder.Open(_folder.Run), 8, _time).Dispose();

        var view = RunReader.Read(_folder.Run, _time);
        Assert.Null(view.End);
        Assert.Equal((RunStatus.Running, 8L, 1L), (view.Status, view.Step, view.GuardEventCount));
        Assert.Equal("Early.", Assert.Single(view.GuardEvents).Sentence);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes a run whose log was rewritten several times, and keeps the files as they were before one of these times.</summary>
    void Write(int from, int to)
    {
        using var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()), leastTail: 4 << 10, _time);
        Record(writer, from, to / 2);
        var log = Directory.GetFiles(_folder.Run, "journal-*").Single();
        Keep("journal-*");
        Record(writer, (to / 2) + 1, to);
        Assert.NotEqual(log, Directory.GetFiles(_folder.Run, "journal-*").Single());
    }

    static void Record(JournalWriter writer, int from, int to)
    {
        for (var step = from; step <= to; step++)
        {
            writer.Scalar(step, ScalarTags.Loss, step);
            if (step % 3 == 0) writer.Reading(Some.Reading(step, layers: 1));
        }
    }

    void Keep(string pattern = "*.fathom")
    {
        Directory.CreateDirectory(Before);
        foreach (var file in Directory.GetFiles(_folder.Run, pattern)) File.Copy(file, Path.Combine(Before, Path.GetFileName(file)), overwrite: true);
    }

    void Copy(string[] files)
    {
        foreach (var file in files) File.Copy(file, Path.Combine(_folder.Run, Path.GetFileName(file)), overwrite: true);
    }

    string Text() => Sameness.Of(RunReader.Read(_folder.Run, _time));
}
