using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class ShortMemoryTests
{
    readonly ShortMemory _diagnosis = new();

    [Fact]
    public void Says_from_how_many_steps_a_layer_learns_and_why()
    {
        var finding = Assert.Single(_diagnosis.Examine(Readings.Repeated(TimeReadings.Of(TimeReadings.Falling(40, 0.45)))));

        Assert.Equal(("short-memory", Severity.Note, "rnn1.cell", 3L), (finding.Id, finding.Severity, finding.Place, finding.Step));
        Assert.Equal("3.0e-14 of the last step's gradient reaches the first of 40 time steps of rnn1.cell; it learns from the last 9 only.", finding.Summary);
        Assert.Equal("each step (RnnCell) multiplies the gradient norm by 0.45 on average: -0.35 decades", Assert.Single(finding.Causes).Evidence);
        Assert.Contains("Replace the cell by an lstm with forget-bias: chrono(40)", finding.Treatments[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Treats_gates_by_opening_them() =>
        Assert.Contains("chrono(40)", Assert.Single(_diagnosis.Examine(Readings.Repeated(TimeReadings.Of("LstmCell", 1, TimeReadings.Falling(40, 0.6))))).Treatments[0], StringComparison.Ordinal);

    [Fact]
    public void Names_the_forget_gate_where_an_lstms_memory_tells()
    {
        var states = TimeReadings.Of("LSTMCell", 1, TimeReadings.Falling(40, 0.6));
        var memories = states.Places.Select((place, step) => place with { Output = 1, Gradient = Readings.Of(Math.Pow(0.55, 39 - step)) });

        var finding = Assert.Single(_diagnosis.Examine(Readings.Repeated(states with { Places = [.. states.Places, .. memories] })));

        Assert.EndsWith("its memory's is multiplied by 0.55: about that far the forget gate is open", Assert.Single(finding.Causes).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_a_grus_gates_cannot_be_told_apart() =>
        Assert.EndsWith(
            "which gate closes the way, its gradients do not tell",
            Assert.Single(Assert.Single(_diagnosis.Examine(Readings.Repeated(TimeReadings.Of("GRUCell", 1, TimeReadings.Falling(40, 0.6))))).Causes).Evidence, StringComparison.Ordinal);

    [Fact]
    public void Reads_modules_that_take_the_whole_sequence()
    {
        var whole = new PlaceReading { Name = "lstm1", Type = "LSTM", Kind = LinkKind.Recurrent, GradientThroughTime = [1e-12, 1e-9, 1e-6, 1e-3, 1] };

        var finding = Assert.Single(_diagnosis.Examine(Readings.Repeated(new StepReading { Step = 1, Loss = 1, Places = [whole] })));

        Assert.Equal("1.0e-12 of the last step's gradient reaches the first of 5 time steps of lstm1; it learns from the last 2 only.", finding.Summary);
        Assert.Contains("chrono(5)", finding.Treatments[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_200, 1.0 / 6, Severity.Warning)]
    [InlineData(900, 1.0 / 6, Severity.Note)]
    [InlineData(1_200, null, Severity.Note)]
    [InlineData(1_200, 0.25, Severity.Note)]
    public void Is_a_warning_only_where_the_loss_stands_at_its_baseline_for_half_the_training(int steps, double? baseline, Severity severity)
    {
        var random = new Random(3);
        var history = new ReadingHistory(facts: new() { BaselineLoss = baseline, PlannedSteps = 2_000 });
        for (var step = 1; step <= steps; step++)
        {
            var loss = (1 + (0.05 * Descents.Normal(random))) / 6;
            history.Losses.Add(step, loss);
            history.Add(TimeReadings.Of("RnnCell", loss, TimeReadings.Falling(40, 0.45)) with { Step = step });
        }

        Assert.Equal(severity, Assert.Single(_diagnosis.Examine(history)).Severity);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(1)]
    [InlineData(1.2)]
    public void Stays_silent_where_enough_is_left(double factor) =>
        Assert.Empty(_diagnosis.Examine(Readings.Repeated(TimeReadings.Of(TimeReadings.Falling(40, factor)))));

    [Fact]
    public void Stays_silent_while_the_loss_falls()
    {
        var history = new ReadingHistory();
        for (var step = 1; step <= 30; step++)
        {
            history.Losses.Add(step, 1.0 / step);
            history.Add(TimeReadings.Of("RnnCell", 1.0 / step, TimeReadings.Falling(40, 0.45)) with { Step = step });
        }

        Assert.Empty(_diagnosis.Examine(history));
    }

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
