using System.Diagnostics;
using System.Globalization;
using Fathom.Runs;

namespace Fathom.Journal.Tests;

public sealed class TensorBoardTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void An_independent_reader_finds_the_scalars_and_histograms()
    {
        Record(writer =>
        {
            writer.Scalar(1, ScalarTags.Loss, 2.5);
            writer.Scalar(1, ScalarTags.HeldOutAccuracy, 0.25);
            writer.Reading(Some.Reading(2, layers: 1));
            writer.Scalar(3, ScalarTags.Loss, double.NaN);
            writer.Scalar(4, ScalarTags.Loss, 1e-300);
        });

        var lines = ByPython(Assert.Single(Files("events.out.tfevents.*")));

        Assert.Equal(
            [
                "version brain.Event:2", "1 loss 2.5", "1 held-out/accuracy 0.25", "2 gradient-decades/linear1.weight 20", "2 weight-decades/linear1.weight 20",
                "3 loss nan", "4 loss 0.0",
            ],
            lines);
    }

    [Fact]
    public void An_independent_reader_passes_over_the_files_that_are_fathoms_own()
    {
        Record(writer =>
        {
            writer.Scalar(1, ScalarTags.Loss, 2.5);
            writer.Reading(Some.Reading(2));
            writer.Close(new RunEnd(RunStatus.Finished, 3));
        });

        Assert.Equal(["version brain.Event:2", "1 fathom fathom", "2 fathom fathom", "3 fathom fathom"], ByPython(Assert.Single(Files("journal-*"))));
        Assert.Equal(["version brain.Event:2", "2 fathom fathom"], ByPython(Assert.Single(Files("readings-*"))));
    }

    // The expected bytes were made by hand in another language from the published format.
    [Fact]
    public void The_bytes_are_those_that_were_agreed_on()
    {
        Record(writer => writer.Scalar(5, ScalarTags.Loss, 0.1));

        Assert.Equal(
            "1800000000000000A37F4B2209000000900A69DA411A0D627261696E2E4576656E743A3236CC87F01A00000000000000" +
            "129BD82D09000000900A69DA4110052A0D0A0B0A046C6F737315CDCCCC3D6AA89AC6",
            Convert.ToHexString(File.ReadAllBytes(Assert.Single(Files("events.out.tfevents.*")))));
        Assert.Equal(
            "1800000000000000A37F4B2209000000900A69DA411A0D627261696E2E4576656E743A3236CC87F03800000000000000" +
            "A3797D5709000000900A69DA4110052A2B0A290A06666174686F6D4A1F0A1D0A06666174686F6D12130801120F0A046C" +
            "6F7373119A9999999999B93F99039346",
            Convert.ToHexString(File.ReadAllBytes(Assert.Single(Files("journal-*")))));
    }

    [Fact]
    public void Shows_many_values_thinned_out()
    {
        Record(writer =>
        {
            for (var step = 1; step <= 40_000; step++) writer.Scalar(step, ScalarTags.Loss, step);
        });

        var shown = ByPython(Assert.Single(Files("events.out.tfevents.*"))).Skip(1).Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(Enumerable.Range(1, 8_192), shown.Take(8_192));
        Assert.Equal(Enumerable.Range(4_096, 4_096).Select(half => (2 * half) + 1), shown.Skip(8_192).Take(4_096));
        Assert.InRange(shown.Count, 4 * 4_096, 5 * 4_096);
    }

    [Fact]
    public void Tells_tensorboard_that_a_resumed_run_went_back()
    {
        Record(writer =>
        {
            for (var step = 1; step <= 10; step++) writer.Scalar(step, ScalarTags.Loss, step);
        });

        using (var writer = JournalWriter.Append(RunFolder.Open(_folder.Run), 6)) writer.Scalar(7, ScalarTags.Loss, 70);

        Assert.Equal(["version brain.Event:2", "7 session 1", "7 loss 70.0"], ByPython(Files("events.out.tfevents.*")[^1]));
    }

    public void Dispose() => _folder.Dispose();

    void Record(Action<JournalWriter> record)
    {
        using var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()), new SetTime());
        record(writer);
        Assert.Null(writer.Problem);
    }

    string[] Files(string pattern) => [.. Directory.GetFiles(_folder.Run, pattern).Order(StringComparer.Ordinal)];

    static List<string> ByPython(string file)
    {
        ProcessStartInfo start = new("python3", [Path.Combine(AppContext.BaseDirectory, "read_events.py"), file]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var python = Process.Start(start)!;
            var lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
            var errors = python.StandardError.ReadToEnd();
            python.WaitForExit();
            Assert.True(python.ExitCode == 0, errors);
            return lines;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no python3 here to read the files independently.");
            return [];
        }
    }
}
