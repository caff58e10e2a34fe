using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class UnclearedGradientTests
{
    readonly UnclearedGradient _diagnosis = new();

    [Fact]
    public void Says_that_nobody_clears_the_gradients_at_the_second_reading_that_shows_it()
    {
        var finding = Assert.Single(_diagnosis.Examine(Seen(null, true, true, true)));

        Assert.Equal(("uncleared-gradient", Severity.Error, "network", 3L, 1.0), (finding.Id, finding.Severity, finding.Place, finding.Step, finding.Confidence));
        Assert.Equal("training-loop", Assert.Single(finding.Causes).Id);
        Assert.Contains("zero_grad()", finding.Treatments[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Passes_over_readings_of_which_nobody_knows() =>
        Assert.Equal(5, Assert.Single(_diagnosis.Examine(Seen(null, true, null, null, true))).Step);

    [Fact]
    public void Sees_a_loop_that_stops_to_clear_them_midway() =>
        Assert.Equal(5, Assert.Single(_diagnosis.Examine(Seen(null, false, false, true, true))).Step);

    [Theory]
    [InlineData("learning-rate-too-high")]
    [InlineData("oscillating-loss")]
    [InlineData("loss-plateau")]
    public void Explains_what_steps_without_friction_do(string symptom)
    {
        var uncleared = Assert.Single(_diagnosis.Examine(Seen(null, true, true)));
        var other = new Finding { Id = symptom, Severity = Severity.Warning, Place = "network", Step = 2, Summary = "It happened." };

        var root = Assert.Single(Folding.Of([uncleared, symptom == "loss-plateau" ? other with { Step = 9 } : other], new Beginning(1, IsLevel: true)));

        Assert.Equal(("uncleared-gradient", symptom), (root.Id, Assert.Single(root.Consequences).Id));
    }

    [Fact]
    public void Explains_nothing_that_was_there_before_the_first_step()
    {
        var uncleared = Assert.Single(_diagnosis.Examine(Seen(null, true, true)));
        var exploding = new Finding { Id = "exploding-gradient", Severity = Severity.Error, Place = "linear1", Step = 1, Summary = "It happened." };

        Assert.Equal(2, Folding.Of([uncleared, exploding], new Beginning(1, IsLevel: false)).Count);
    }

    [Fact]
    public void Stays_silent_where_they_are_cleared() => Assert.Empty(_diagnosis.Examine(Seen([null, .. Enumerable.Repeat<bool?>(false, 40)])));

    [Fact]
    public void Stays_silent_where_nobody_knows() => Assert.Empty(_diagnosis.Examine(Seen([.. Enumerable.Repeat<bool?>(null, 40)])));

    [Fact]
    public void Stays_silent_on_a_step_that_was_taken_twice() => Assert.Empty(_diagnosis.Examine(Seen(null, false, true, false, false, true)));

    [Fact]
    public void Stays_silent_on_one_that_was_taken_twice_just_now() => Assert.Empty(_diagnosis.Examine(Seen(null, false, false, true)));

    [Fact]
    public void Falls_silent_where_the_loop_was_put_right() => Assert.Empty(_diagnosis.Examine(Seen(null, true, true, true, false)));

    static ReadingHistory Seen(params IReadOnlyList<bool?> old) => Bodies.History(old.Select(was => Bodies.Healthy() with { BeganWithOldGradients = was }));
}
