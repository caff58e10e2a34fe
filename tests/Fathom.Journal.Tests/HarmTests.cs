using System.Diagnostics;
using Fathom.Runs;

namespace Fathom.Journal.Tests;

/// <summary>Whatever the disk does, a training that is recorded goes on, and hears of it once.</summary>
public sealed class HarmTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_full_disk_is_reported_once_and_leaves_what_was_written()
    {
        var disk = Path.Combine(_folder.Path, "disk");
        Directory.CreateDirectory(disk);
        if (Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk) != 0) Assert.Skip("A small disk can be mounted by root only.");
        try
        {
            using (var writer = JournalWriter.Create(RunFolder.Create(Path.Combine(disk, "run"), Some.Manifest())))
            {
                var step = 0;
                while (writer.Problem is null && step < 100_000) Record(writer, ++step);
                var problem = writer.Problem;

                Assert.InRange(step, 100, 10_000);
                Assert.Contains("space", problem, StringComparison.OrdinalIgnoreCase);
                Assert.Contains(Path.Combine(disk, "run"), problem, StringComparison.Ordinal);
                for (var more = 0; more < 10; more++) Record(writer, ++step);
                writer.Close(new RunEnd(RunStatus.Finished, step));
                Assert.Equal(problem, writer.Problem);

                var view = RunReader.Read(Path.Combine(disk, "run"));
                Assert.InRange(view.Scalars[ScalarTags.Loss].Count, step - 12, step - 10);
                Assert.Empty(view.Damages);
            }
        }
        finally
        {
            Run("umount", disk);
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_written_into_is_reported()
    {
        var folder = RunFolder.Create(_folder.Run, Some.Manifest());
        // A file in the place of the log hinders root too, whom permissions do not.
        Directory.CreateDirectory(folder.In("journal-0001-00000001.fathom"));

        using var writer = JournalWriter.Create(folder);
        Record(writer, 1);

        Assert.Contains("no longer recorded", writer.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_on_a_disk_that_is_read_only_is_reported()
    {
        var disk = Path.Combine(_folder.Path, "disk");
        Directory.CreateDirectory(disk);
        if (Run("mount", "-t", "tmpfs", "tmpfs", disk) != 0) Assert.Skip("A disk can be mounted by root only.");
        try
        {
            var folder = RunFolder.Create(Path.Combine(disk, "run"), Some.Manifest());
            Assert.Equal(0, Run("mount", "-o", "remount,ro", disk));

            using var writer = JournalWriter.Create(folder);
            Record(writer, 1);

            Assert.Contains("read-only", writer.Problem, StringComparison.OrdinalIgnoreCase);
            var fault = Assert.Throws<RunFolderException>(() => RunFolder.Create(Path.Combine(disk, "other"), Some.Manifest()));
            Assert.Equal(RunFolderFault.CannotCreate, fault.Fault);
        }
        finally
        {
            Run("umount", disk);
        }
    }

    [Fact]
    public void A_folder_that_went_away_is_reported_within_a_second_of_training()
    {
        var time = new SetTime();
        using var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()), time);
        Record(writer, 1);
        Directory.Delete(_folder.Run, recursive: true);

        for (var step = 2; step < 10; step++)
        {
            time.Pass(TimeSpan.FromMilliseconds(300));
            Record(writer, step);
        }

        Assert.Contains("removed", writer.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4 << 20)]
    [InlineData(8 << 10)]
    public void Too_many_tags_are_left_out_which_is_said_and_the_others_are_kept(int leastTail)
    {
        using var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()), leastTail);
        for (var tag = 0; tag < 2_000; tag++) writer.Scalar(1, $"tag{tag}", tag);
        writer.Scalar(2, "tag0", 7);

        var view = RunReader.Read(_folder.Run);

        Assert.Equal(1_024, view.Scalars.Count);
        Assert.Equal(7, view.Scalars["tag0"][^1].Last);
        Assert.Equal("A run keeps 1,024 tags of scalars: 'tag1024', and every new one after it, was left out.", Assert.Single(view.Notes));
        Assert.Null(writer.Problem);
    }

    [Fact]
    public void A_second_writer_is_refused()
    {
        var folder = RunFolder.Create(_folder.Run, Some.Manifest());
        using var writer = JournalWriter.Create(folder);

        var fault = Assert.Throws<RunFolderException>(() => JournalWriter.Append(folder, 0));

        Assert.Equal(RunFolderFault.InUse, fault.Fault);
        Record(writer, 1);
        Assert.Null(writer.Problem);
    }

    [Fact]
    public void What_comes_after_the_end_is_left_out()
    {
        var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()));
        Record(writer, 1);
        writer.Dispose();

        Record(writer, 2);
        writer.Dispose();

        Assert.Null(writer.Problem);
        Assert.Single(RunReader.Read(_folder.Run).Scalars[ScalarTags.Loss]);
    }

    public void Dispose() => _folder.Dispose();

    static void Record(JournalWriter writer, long step)
    {
        writer.Scalar(step, ScalarTags.Loss, 1.0 / step);
        if (step % 50 == 0) writer.Reading(Some.Reading(step));
    }

    static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
