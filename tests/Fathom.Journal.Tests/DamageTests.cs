using CsCheck;
using Fathom.Runs;

namespace Fathom.Journal.Tests;

/// <summary>A journal in which bytes flipped, or files are missing or cut off, tells everything else and names what is lost.</summary>
public sealed class DamageTests : IDisposable
{
    const int Steps = 400;

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_flipped_byte_costs_one_record_and_is_named()
    {
        Record(leastTail: 4 << 20);
        var files = Directory.GetFiles(_folder.Run, "*.fathom").Order(StringComparer.Ordinal).ToList();

        Gen.Select(Gen.Int[0, files.Count - 1], Gen.Int, Gen.Byte[1, 255]).Sample((which, place, flip) =>
        {
            var whole = File.ReadAllBytes(files[which]);
            var bytes = whole.ToArray();
            bytes[(uint)place % bytes.Length] ^= flip;
            File.WriteAllBytes(files[which], bytes);

            var view = RunReader.Read(_folder.Run);

            var steps = view.Scalars[ScalarTags.Loss].Sum(block => block.Values.Count);
            var readings = view.Readings.Sum(block => block.Count);
            Assert.True((Steps - steps) + (Steps / 2 - readings) <= 1, $"{Path.GetFileName(files[which])}: {steps} losses and {readings} readings are left.");
            // Files of blocks whose readings are still there one by one are not opened.
            if (which == 0 || files[which].Contains("-00-", StringComparison.Ordinal)) Assert.Equal(Path.GetFileName(files[which]), Assert.Single(view.Damages).File);
            File.WriteAllBytes(files[which], whole);
        }, threads: 1, iter: 300);
    }

    [Fact]
    public void A_lost_block_is_taken_from_the_smaller_ones_as_long_as_they_are_there()
    {
        Record(leastTail: 4 << 20, steps: 700);
        var blocks = Directory.GetFiles(_folder.Run, "readings-0001-01-*").Order(StringComparer.Ordinal).First();
        File.WriteAllBytes(blocks, File.ReadAllBytes(blocks)[..^10]);

        var view = RunReader.Read(_folder.Run);

        Assert.Equal(350, view.Readings.Sum(block => block.Count));
    }

    [Fact]
    public void A_missing_file_of_readings_costs_its_readings_only()
    {
        Record(leastTail: 4 << 20);
        File.Delete(Path.Combine(_folder.Run, "readings-0001-00-00000001.fathom"));

        var view = RunReader.Read(_folder.Run);

        Assert.Equal(Steps, view.Scalars[ScalarTags.Loss].Count);
        // Its 64 readings are there as blocks of four.
        Assert.Equal(Steps / 2, view.Readings.Sum(block => block.Count));
    }

    [Fact]
    public void The_history_that_a_damaged_snapshot_has_lost_comes_back_from_TensorBoards_file()
    {
        DamageSnapshotOf("one");

        var view = RunReader.Read(_folder.Run);

        Assert.Equal(Enumerable.Range(1, 300).Select(step => (double)step), view.Scalars["one"].Select(block => block.Last));
        Assert.Equal(Enumerable.Range(1, 300).Select(step => (long)step), view.Scalars["one"].Select(block => block.LastStep));
        Assert.Equal(300, view.Scalars["other"].Count);
        Assert.Single(view.Damages);
        Assert.StartsWith("The log's history of one is damaged; steps 1 to ", Assert.Single(view.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_goes_on_keeps_what_came_back()
    {
        DamageSnapshotOf("one");
        using (var writer = JournalWriter.Append(RunFolder.Open(_folder.Run), step: 100)) writer.Scalar(101, "one", -1);

        var view = RunReader.Read(_folder.Run);

        Assert.Equal([.. Enumerable.Range(1, 100).Select(step => (double)step), -1], view.Scalars["one"].Select(block => block.Last));
        Assert.Empty(view.Damages);
    }

    [Fact]
    public void A_damaged_snapshot_without_TensorBoards_file_costs_the_tag_that_it_hits()
    {
        DamageSnapshotOf("one");
        foreach (var file in Directory.GetFiles(_folder.Run, "events.out.tfevents.*")) File.Delete(file);

        var view = RunReader.Read(_folder.Run);

        Assert.Equal(300, view.Scalars["other"].Count);
        Assert.InRange(view.Scalars["one"].Count, 1, 299);
        Assert.Equal(300, view.Scalars["one"][^1].Last);
        Assert.Single(view.Damages);
        Assert.Empty(view.Notes);
    }

    /// <summary>Writes the tags "one" and "other" over many logs, and damages the first of the two in the last one.</summary>
    void DamageSnapshotOf(string tag)
    {
        using (var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()), leastTail: 8 << 10))
        {
            for (var step = 1; step <= 300; step++)
            {
                writer.Scalar(step, "one", step);
                writer.Scalar(step, "other", step);
            }
        }

        var log = Assert.Single(Directory.GetFiles(_folder.Run, "journal-*"));
        var bytes = File.ReadAllBytes(log);
        bytes[bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(tag)) + 40] ^= 1;
        File.WriteAllBytes(log, bytes);
    }

    [Fact]
    public void The_torn_end_of_a_run_that_ended_is_named_and_of_one_that_runs_is_not()
    {
        var time = new SetTime();
        using (var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()), time))
        {
            writer.Scalar(1, ScalarTags.Loss, 1);
            writer.Scalar(2, ScalarTags.Loss, 2);
        }

        var log = Assert.Single(Directory.GetFiles(_folder.Run, "journal-*"));
        File.WriteAllBytes(log, File.ReadAllBytes(log)[..^3]);
        var follower = new RunFollower(_folder.Run, time);
        Assert.Empty(follower.View.Damages);

        time.Pass(TimeSpan.FromMinutes(1));
        follower.Advance();

        Assert.Equal(RunStatus.Lost, follower.View.Status);
        Assert.Contains("cut off", Assert.Single(follower.View.Damages).Sentence, StringComparison.Ordinal);
        Assert.Single(follower.View.Scalars[ScalarTags.Loss]);
    }

    public void Dispose() => _folder.Dispose();

    void Record(long leastTail, int steps = Steps)
    {
        using var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()), leastTail);
        for (var step = 1; step <= steps; step++)
        {
            writer.Scalar(step, ScalarTags.Loss, step);
            if (step % 2 == 0) writer.Reading(Some.Reading(step, layers: 1));
        }

        writer.Close(new RunEnd(RunStatus.Finished, steps));
    }
}
