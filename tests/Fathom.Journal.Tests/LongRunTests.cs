using System.Diagnostics;
using Fathom.Runs;

namespace Fathom.Journal.Tests;

public sealed class LongRunTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Ten_million_steps_open_in_under_a_second_and_take_little_room()
    {
        const int Steps = 10_000_000, Every = 2_000;
        var folder = RunFolder.Create(_folder.Run, Some.Manifest());
        var most = 0L;
        using (var writer = JournalWriter.Create(folder))
        {
            for (var step = 1; step <= Steps; step++)
            {
                writer.Scalar(step, ScalarTags.Loss, step);
                if (step % Every == 0) writer.Reading(Some.Reading(step));
                if (step % 250_000 == 0) most = Math.Max(most, folder.Bytes());
            }

            writer.Close(new RunEnd(RunStatus.Finished, Steps));
        }

        var opened = Enumerable.Range(0, 5).Select(_ =>
        {
            var began = Stopwatch.GetTimestamp();
            Assert.Equal(Steps, RunReader.Read(_folder.Run).Step);
            return Stopwatch.GetElapsedTime(began).TotalSeconds;
        }).Min();
        var view = RunReader.Read(_folder.Run);

        Assert.InRange(opened, 0, 1);
        Assert.InRange(Math.Max(most, folder.Bytes()), 0, 16 << 20);
        var losses = view.Scalars[ScalarTags.Loss];
        Assert.InRange(losses.Count, 8_192, 16_384);
        Assert.Equal((Steps, Steps * (Steps + 1.0) / 2), (losses.Sum(block => block.Values.Count), losses.Sum(block => block.Values.Sum)));
        Assert.Equal((1, Steps), (losses[0].FirstStep, losses[^1].LastStep));
        Assert.InRange(view.Readings.Count, 256, 700);
        Assert.Equal((Steps / Every, 20 * (Steps / Every)), (view.Readings.Sum(block => block.Count), view.Readings.Sum(block => block.Places[0].Gradient!.Count)));
    }

    [Fact]
    public void A_call_allocates_nothing_once_the_buffers_are_there()
    {
        using var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()));
        for (var step = 1; step <= 5_000; step++) writer.Scalar(step, ScalarTags.Loss, step);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 5_001; step <= 8_000; step++) writer.Scalar(step, ScalarTags.Loss, step);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, 3_000);
    }

    public void Dispose() => _folder.Dispose();
}
