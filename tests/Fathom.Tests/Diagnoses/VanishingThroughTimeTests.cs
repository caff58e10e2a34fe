using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class VanishingThroughTimeTests
{
    readonly VanishingThroughTime _diagnosis = new();

    [Fact]
    public void Says_from_how_many_steps_a_layer_learns_and_why()
    {
        var finding = Assert.Single(_diagnosis.Examine(Readings.Repeated(TimeReadings.Of(TimeReadings.Falling(40, 0.45)))));

        Assert.Equal(("vanishing-through-time", Severity.Warning, "rnn1.cell", 3L), (finding.Id, finding.Severity, finding.Place, finding.Step));
        Assert.Equal("3.0e-14 of the last step's gradient reaches the first of 40 time steps of rnn1.cell; it learns from the last 9 only.", finding.Summary);
        Assert.Equal("each step (RnnCell) multiplies the gradient norm by 0.45 on average: -0.35 decades", Assert.Single(finding.Causes).Evidence);
        Assert.Contains("Replace the cell by an lstm with forget-bias: chrono(40)", finding.Treatments[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Treats_gates_by_opening_them() =>
        Assert.Contains("chrono(40)", Assert.Single(_diagnosis.Examine(Readings.Repeated(TimeReadings.Of("LstmCell", 1, TimeReadings.Falling(40, 0.6))))).Treatments[0], StringComparison.Ordinal);

    [Fact]
    public void Is_a_note_where_the_loss_falls_all_the_same()
    {
        var history = Readings.Repeated(TimeReadings.Of(TimeReadings.Falling(40, 0.45)));

        for (var step = 6; step < 9; step++) history.Add(TimeReadings.Of("RnnCell", 0.04, TimeReadings.Falling(40, 0.45)) with { Step = step });

        Assert.Equal(Severity.Note, Assert.Single(_diagnosis.Examine(history)).Severity);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(1)]
    [InlineData(1.2)]
    public void Stays_silent_where_enough_is_left(double factor) =>
        Assert.Empty(_diagnosis.Examine(Readings.Repeated(TimeReadings.Of(TimeReadings.Falling(40, factor)))));

    [Fact]
    public void Stays_silent_where_no_gradient_came_or_nothing_recurs()
    {
        Assert.Empty(_diagnosis.Examine(Readings.Repeated(TimeReadings.Of(null, null, null))));
        Assert.Empty(_diagnosis.Examine(Readings.Repeated(Readings.Stack(20, -1, _ => 1e-3))));
        Assert.Empty(_diagnosis.Examine(new ReadingHistory()));
    }

    [Fact]
    public void Waits_until_it_has_seen_the_same_three_times() =>
        Assert.Empty(_diagnosis.Examine(Readings.Repeated(TimeReadings.Of(TimeReadings.Falling(40, 0.45)), count: 2)));
}
