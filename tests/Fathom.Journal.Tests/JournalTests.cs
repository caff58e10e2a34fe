using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Runs;

namespace Fathom.Journal.Tests;

public sealed class JournalTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Tells_what_was_recorded()
    {
        var finding = new Finding
        {
            Id = "vanishing-gradient", Severity = Severity.Error, Place = "linear1..linear2", Step = 3, Summary = "Little is left.", Confidence = 0.99,
            Meaning = "It will not learn.", Causes = [new Cause("activation-slopes", 0.8, "0.25 each.")], Evidence = [new Evidence("share", 1e-17, double.NaN)],
            Treatments = ["Use ReLU.", ""],
        };
        var guard = new GuardEvent { Step = 2, Guard = "skip-non-finite", Action = GuardAction.Skipped, Sentence = "A gradient was NaN.", Numbers = [new Evidence("gradient", double.NaN, 0)] };
        using (var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest(), "name: deep-sigmoid\n")))
        {
            for (var step = 1; step <= 5; step++)
            {
                writer.Scalar(step, ScalarTags.Loss, step == 4 ? double.NaN : 1e-300 * step);
                if (step % 2 == 1) writer.Reading(Some.Reading(step));
            }

            writer.Findings(3, [finding]);
            writer.Guard(guard);
            writer.Trial(5, new RunTrial { Name = "add-skips", State = "tried", Treated = 0.5 });
            writer.Trial(5, new RunTrial { Name = "add-skips", State = "proved", Steps = 40, Treated = 0.4, Reason = "It learns." });
            writer.Close(new RunEnd(RunStatus.Finished, 6, "Done."));
            Assert.Null(writer.Problem);
        }

        var view = RunReader.Read(_folder.Run);

        Assert.Equal([1e-300, 2e-300, 3e-300, double.NaN, 5e-300], view.Scalars[ScalarTags.Loss].Select(block => block.Last));
        Assert.Equal([1, 2, 3, 4, 5], view.Scalars[ScalarTags.Loss].Select(block => block.FirstStep));
        Assert.Equal([1, 3, 5], view.Readings.Select(block => block.Reading!.Step));
        Assert.Equivalent(finding, Assert.Single(view.Findings), strict: true);
        Assert.Equivalent(guard, Assert.Single(view.GuardEvents), strict: true);
        Assert.Equal("proved", Assert.Single(view.Trials).State);
        Assert.Equal(new RunEnd(RunStatus.Finished, 6, "Done."), view.End);
        Assert.Equal((RunStatus.Finished, 6L, 1L, "name: deep-sigmoid\n"), (view.Status, view.Step, view.GuardEventCount, view.Recipe));
        Assert.Equivalent(Some.Manifest(), view.Manifest, strict: true);
        Assert.Empty(view.Damages);
    }

    [Fact]
    public void Follows_a_run_while_it_is_written()
    {
        using var writer = JournalWriter.Create(RunFolder.Create(_folder.Run, Some.Manifest()));
        var follower = new RunFollower(_folder.Run);

        Assert.False(follower.Advance());
        writer.Scalar(1, ScalarTags.Loss, 2);
        Assert.True(follower.Advance());
        var first = follower.View;
        writer.Reading(Some.Reading(1));
        Assert.True(follower.Advance());
        writer.Scalar(2, ScalarTags.Loss, 1);
        Assert.True(follower.Advance());
        Assert.False(follower.Advance());

        Assert.Equal(2, Assert.Single(first.Scalars[ScalarTags.Loss]).Last);
        Assert.Equal([2, 1], follower.View.Scalars[ScalarTags.Loss].Select(block => block.Last));
        Assert.Single(follower.View.Readings);
        Assert.Equal(RunStatus.Running, follower.View.Status);
    }

    public void Dispose() => _folder.Dispose();
}
