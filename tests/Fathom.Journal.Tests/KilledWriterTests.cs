using Fathom.Journal.Tests.Records;
using Fathom.Runs;

namespace Fathom.Journal.Tests;

/// <summary>What a journal holds of a process that was killed at any moment.</summary>
public class KilledWriterTests
{
    [Fact]
    public async Task Loses_nothing_that_was_said_to_be_written_in_a_hundred_kills()
    {
        var random = new Random(20260301);
        var said = 0L;
        for (var kill = 0; kill < 100; kill++) said += await KillOne(afterSteps: random.Next(1, 8_000), goesOn: kill % 4 == 0);

        Assert.True(said > 100_000, $"The children wrote {said} steps only: too few to have rewritten their logs.");
    }

    /// <summary>Kills one child at once when it has said so many steps, wherever it is by then, and compares; returns how many it had said.</summary>
    static async Task<long> KillOne(long afterSteps, bool goesOn)
    {
        using var folder = new TemporaryFolder();
        using var child = WritingChild.Start(folder.Run);
        var said = 0L;
        var pipe = child.StandardOutput.BaseStream;
        var buffer = new byte[sizeof(long) << 10];
        for (var length = 0; await pipe.ReadAsync(buffer.AsMemory(length), TestContext.Current.CancellationToken) is > 0 and var read;)
        {
            length += read;
            var whole = length / sizeof(long) * sizeof(long);
            if (whole > 0) said = BitConverter.ToInt64(buffer, whole - sizeof(long));
            // What it says after this it had written before it died.
            if (said >= afterSteps && !child.HasExited) child.Kill();
            buffer.AsSpan(whole, length -= whole).CopyTo(buffer);
        }

        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        var view = RunReader.Read(folder.Run);
        AssertWhole(view, said);
        Assert.All(view.Damages, damage => Assert.Contains("cut off", damage.Sentence, StringComparison.Ordinal));
        if (goesOn) AssertGoesOn(folder.Run, said);
        return said;
    }

    static void AssertWhole(RunView view, long said)
    {
        Assert.InRange(view.Step, said, said + 1);
        var step = 0L;
        foreach (var block in view.Scalars[ScalarTags.Loss])
        {
            Assert.Equal((step + 1, block.LastStep - step), (block.FirstStep, block.Values.Count));
            Assert.Equal((block.LastStep, (block.FirstStep + block.LastStep) * block.Values.Count / 2.0), (block.Last, block.Values.Sum));
            step = block.LastStep;
        }

        Assert.InRange(step, said, said + 1);
        step = 0;
        foreach (var block in view.Readings)
        {
            Assert.Equal((step + WritingChild.Every, (block.LastStep - step) / WritingChild.Every), (block.FirstStep, block.Count));
            Assert.Equal(20 * block.Count, block.Places[0].Gradient!.Count);
            step = block.LastStep;
        }

        Assert.True(step + WritingChild.Every > said, $"Step {said} was said, and the last reading is of {step}.");
        if (view.Readings is [.., { Reading: { } last }]) Assert.Equal(Sameness.Of(Some.Reading(last.Step)), Sameness.Of(last));
    }

    static void AssertGoesOn(string folder, long said)
    {
        var back = said / 2;
        using (var writer = JournalWriter.Append(RunFolder.Open(folder), back))
        {
            for (var step = back + 1; step <= back + 500; step++)
            {
                writer.Scalar(step, ScalarTags.Loss, step);
                if (step % WritingChild.Every == 0) writer.Reading(Some.Reading(step));
            }

            Assert.Null(writer.Problem);
        }

        var view = RunReader.Read(folder);
        Assert.Empty(view.Damages);
        Assert.Equal(back + 500, view.Step);
        foreach (var stretches in (List<(long First, long Last)>[])
            [[.. view.Scalars[ScalarTags.Loss].Select(block => (block.FirstStep, block.LastStep))], [.. view.Readings.Select(block => (block.FirstStep, block.LastStep))]])
        {
            Assert.All(stretches.Zip(stretches.Skip(1)), pair => Assert.True(pair.First.Last < pair.Second.First));
        }

        Assert.Equal(500, view.Scalars[ScalarTags.Loss].Where(block => block.FirstStep > back).Sum(block => block.Values.Count));
    }
}
